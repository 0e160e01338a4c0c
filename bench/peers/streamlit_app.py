"""The Briefing as Streamlit's documentation would have it: cached reading, one fragment rerun."""

import streamlit as st
from reading import DECISIONS, INCIDENTS, STOCK, WARNINGS, columns, figures, newest, read

st.set_page_config("Briefing", layout="wide")
cached = st.cache_data(max_entries=4, show_spinner=False)(read)


@st.fragment(run_every="1s")
def board() -> None:
    """Draw everything again; a session runs this once a second."""
    frames = cached(newest())
    levels = frames["level_counts"]
    for place, row in zip(st.columns(4), levels.itertuples(), strict=True):
        place.metric(f"Level {row.level}", row.open_count, int(row.change))
    for place, (label, value) in zip(st.columns(4), figures(frames), strict=True):
        place.metric(label, value)
    left, right = st.columns(2)
    incidents = frames["open_incidents"]
    left.subheader("Open incidents")
    left.dataframe(columns(incidents, INCIDENTS), hide_index=True)
    right.subheader("Where")
    placed = incidents.dropna(subset=["lon", "lat"]).astype({"level": str})
    right.scatter_chart(placed, x="lon", y="lat", color="level")
    st.subheader("New incidents per hour")
    hours = frames["new_incidents_per_hour"].astype({"level": str})
    st.bar_chart(hours, x="hour_at", y="incidents", color="level")
    for place, name, wanted in zip(
        st.columns(3), ("needs_decision", "stock_against_minimum", "warnings_in_force"),
        (DECISIONS, STOCK, WARNINGS), strict=True,
    ):  # fmt: skip
        place.subheader(name.replace("_", " ").capitalize())
        place.dataframe(columns(frames[name], wanted), hide_index=True)


board()
