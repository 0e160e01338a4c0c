"""The Briefing as Dash's documentation would have it: a memoized reading and an interval."""

import plotly.express as px
from dash import Dash, Input, Output, State, callback, dash_table, dcc, html
from dash.exceptions import PreventUpdate
from flask_caching import Cache
from reading import DECISIONS, INCIDENTS, STOCK, WARNINGS, columns, figures, newest, read

app = Dash(__name__, title="Briefing")
server = app.server
cached = Cache(server, config={"CACHE_TYPE": "SimpleCache", "CACHE_THRESHOLD": 4}).memoize()(read)
app.layout = html.Main(
    [dcc.Interval("tick", interval=1000), dcc.Store("shown"), html.Div(id="board")]
)


# Two steps: were the board an answer to the tick itself, each tick would throw away the answer that
# is still being made, and one that takes longer than a second would never be shown.
@callback(Output("shown", "data"), Input("tick", "n_intervals"), State("shown", "data"))
def current(_ticks: int | None, shown: int | None) -> int:
    """Say which file is current, when the browser shows another one."""
    number = newest()
    if number == shown:
        raise PreventUpdate
    return number


@callback(Output("board", "children"), Input("shown", "data"), prevent_initial_call=True)
def board(number: int) -> list:
    """Draw everything of one published file."""
    frames = cached(number)
    incidents = frames["open_incidents"]
    placed = incidents.dropna(subset=["lon", "lat"]).astype({"level": str})
    hours = frames["new_incidents_per_hour"].astype({"level": str})
    row = {"display": "flex", "gap": "2rem"}
    return [
        html.Div([_figure(f"Level {r.level}", str(r.open_count), f"level-{r.level}")
                  for r in frames["level_counts"].itertuples()], style=row),
        html.Div([_figure(label, value) for label, value in figures(frames)], style=row),
        html.Div([_table("Open incidents", columns(incidents, INCIDENTS)),
                  dcc.Graph(figure=px.scatter(placed, x="lon", y="lat", color="level"))], style=row),
        dcc.Graph(figure=px.bar(hours, x="hour_at", y="incidents", color="level")),
        html.Div([
            _table("Needs a decision", columns(frames["needs_decision"], DECISIONS)),
            _table("Stock", columns(frames["stock_against_minimum"], STOCK)),
            _table("Warnings", columns(frames["warnings_in_force"], WARNINGS)),
        ], style=row),
    ]  # fmt: skip


def _figure(label: str, value: str, name: str = "") -> html.Div:
    return html.Div([html.Small(label), html.H2(value, **({"id": name} if name else {}))])


def _table(title: str, frame) -> html.Section:
    told = dash_table.DataTable(frame.to_dict("records"), [{"name": c, "id": c} for c in frame],
                                page_size=12)  # fmt: skip
    return html.Section([html.H3(title), told])
