"""TopoJSON: shapes whose borders are shared arcs, each object of the file a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitroom.reading.features import Feature, stage_features
from sitroom.reading.geometry import BadShape, Shapes
from sitroom.reading.jsonscan import Number
from sitroom.reading.jsonvalue import flat
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse

Place = tuple[float, float]


@dataclass
class Map:
    """The arcs of a topology in the units of the map, and what makes a place of a step."""

    arcs: list[list[Place]]
    scale: Place = (1.0, 1.0)
    start: Place = (0.0, 0.0)
    collapsed: int = 0  # rings that simplification has left without an area

    def place(self, x: float, y: float) -> Place:
        """Return the place of a quantised one."""
        return x * self.scale[0] + self.start[0], y * self.scale[1] + self.start[1]


# ISO 3166 numbers of large countries, and more areas than it has numbers for.
_COUNTRIES = {"156", "840", "643", "356", "124", "710"}
_MOST_COUNTRIES = 300
_CANNOT = (ValueError, TypeError, LookupError, AttributeError)


def tables(job: Job, topology: dict[str, Any]) -> list[Table]:
    """Return the objects of a topology as tables; one whose shapes name nothing is left out."""
    job.format = "topojson"
    try:
        drawn = _map(topology)
        objects = {name: _geometries(value) for name, value in topology["objects"].items()}
    except _CANNOT as error:
        raise refuse(
            "E_TOPOJSON",
            f"{job.path.name} is a TopoJSON file whose arcs or objects cannot be read.",
            "`objects` and `arcs` as the TopoJSON specification has them",
            "make it again from the original, or send GeoJSON",
        ) from error
    nameless = [n for n, found in objects.items() if found and not any(map(_is_named, found))]
    for name in nameless:
        count = len(objects.pop(name))
        job.notes.append(f"`{name}` left out: its {count:,} shapes have neither id nor properties")
    padded = _padded(job, objects)
    shapes = Shapes(job)
    found = [
        stage_features(job, _features(job, each, drawn, padded.get(name, {})), shapes, i, name)
        for i, (name, each) in enumerate(objects.items())
    ]
    job.notes += shapes.notes()
    if drawn.collapsed:
        job.notes.append(f"{drawn.collapsed:,} rings enclose nothing any more and are left out")
    if not found:
        raise refuse(
            "E_NAMELESS",
            f"{job.path.name} holds only shapes without ids, names or other properties.",
            "shapes that say what they are",
        )
    return found


def _is_named(geometry: dict[str, Any]) -> bool:
    return not _no_code(geometry) or bool(geometry.get("properties"))


def _geometries(value: dict[str, Any]) -> list[dict[str, Any]]:
    return value["geometries"] if value["type"] == "GeometryCollection" else [value]


def _map(topology: dict[str, Any]) -> Map:
    """Return what the topology draws with; the arcs of a quantised one are steps, one by one."""
    transform = topology.get("transform")
    if not transform:
        return Map([[_pair(p) for p in arc] for arc in topology["arcs"]])
    drawn = Map([], _pair(transform["scale"]), _pair(transform["translate"]))
    for arc in topology["arcs"]:
        x = y = 0.0
        places = list[Place]()
        for step in arc:
            x, y = x + float(step[0]), y + float(step[1])
            places.append(drawn.place(x, y))
        drawn.arcs.append(places)
    return drawn


def _pair(place: Any) -> Place:
    return float(place[0]), float(place[1])


def _features(
    job: Job, geometries: list[dict[str, Any]], drawn: Map, padded: dict[str, str]
) -> Iterator[Feature]:
    """Yield every geometry; those that carry one id and nothing else are parts of one area."""
    parts = defaultdict[str, list[int]](list)
    made = list[tuple[dict[str, str | None], Any, str | None]]()
    for place, geometry in enumerate(geometries):
        cells, problem = _cells(geometry, job, padded)
        shape = None
        try:
            shape = _shape(geometry, drawn)
        except _CANNOT:
            problem = problem or "bad_geometry"
        made.append((cells, shape, problem))
        if not geometry.get("properties") and cells.get("id"):
            parts[str(cells["id"])].append(place)
    whole = _joined(job, {k: [made[i][1] for i in v] for k, v in parts.items() if len(v) > 1})
    for number, (cells, shape, problem) in enumerate(made, 1):
        yield Feature(number, cells, whole.get(cells.get("id") or "", shape), problem)


def _cells(
    geometry: dict[str, Any], job: Job, padded: dict[str, str]
) -> tuple[dict[str, str | None], str | None]:
    try:
        cells = flat(geometry.get("properties") or {}, job.limits.depth)
        own = {} if _no_code(geometry) else flat({"id": geometry["id"]}, job.limits.depth)
    except _CANNOT as error:
        return {}, str(error) or "bad_json"
    if "id" in own:
        if cells.get("id") not in (None, own["id"]):
            cells["properties.id"] = cells["id"]
        cells["id"] = padded.get(own["id"] or "", own["id"])
    return cells, None


def _no_code(geometry: dict[str, Any]) -> bool:
    """Say whether a shape has no id; a number below zero stands for one that is not given."""
    given = geometry.get("id")
    return given in (None, "") or (type(given) is Number and given.startswith("-"))


def _joined(job: Job, parts: dict[str, list[Any]]) -> dict[str, Any]:
    """Put the parts of one id together; each of their rows then says the same."""
    if not parts:
        return {}
    import shapely

    count = sum(map(len, parts.values()))
    job.notes.append(
        f"{count:,} shapes share {len(parts):,} ids and say nothing else:"
        " those of one id are the parts of one area"
    )
    drawn = {key: [shape for shape in each if shape] for key, each in parts.items()}
    return {
        k: shapely.union_all(shapely.make_valid(each)) if each else None
        for k, each in drawn.items()
    }


def _padded(job: Job, objects: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, str]]:
    """Give ids that are written as numbers their lost zeros back, where that is certain.

    It is certain for two objects of a file when every id of one, filled up to its longest,
    begins with an id of the other filled up in the same way, as counties do with their state;
    and for countries by their three digits of ISO 3166 when the largest ones are among them.
    """
    numbers = {
        name: ids
        for name, each in objects.items()
        if (ids := [g["id"] for g in each if not _no_code(g)]) and all(map(_is_whole, ids))
    }
    width = {name: max(map(len, ids)) for name, ids in numbers.items()}
    full = {name: {i: i.zfill(width[name]) for i in ids} for name, ids in numbers.items()}
    certain: dict[str, dict[str, str]] = {}
    for name, codes in full.items():
        if width[name] == 3 and len(codes) <= _MOST_COUNTRIES and codes.keys() >= _COUNTRIES:
            certain[name] = codes
        for above, upper in full.items():
            known = set(upper.values())
            if width[above] < width[name] and all(
                code[: width[above]] in known for code in codes.values()
            ):
                certain |= {name: codes, above: upper}
    for name, ids in numbers.items():
        lost = len({i for i in ids if len(i) < width[name]})
        if lost:
            was = "given back" if name in certain else "may be missing"
            job.notes.append(f"`{name}`: leading zeros of {lost:,} ids {was}")
    return certain


def _is_whole(value: object) -> bool:
    return type(value) is Number and value.isdecimal()


def _shape(geometry: dict[str, Any], drawn: Map) -> Any:
    """Return a geometry's shape, None for one that is null; raises where arcs do not fit."""
    import shapely

    kind, parts = geometry["type"], geometry.get("arcs")
    if kind is None:
        return None
    if kind == "GeometryCollection":
        return shapely.GeometryCollection([_shape(g, drawn) for g in geometry["geometries"]])
    if kind == "Point":
        return shapely.Point(drawn.place(*_pair(geometry["coordinates"])))
    if kind == "MultiPoint":
        return shapely.MultiPoint([drawn.place(*_pair(p)) for p in geometry["coordinates"]])
    if kind == "LineString":
        return shapely.LineString(_line(parts, drawn))
    if kind == "MultiLineString":
        return shapely.MultiLineString([_line(part, drawn) for part in parts or ()])
    if kind in ("Polygon", "MultiPolygon"):
        polygons = [_rings(part, drawn) for part in ([parts] if kind == "Polygon" else parts or ())]
        whole = [shapely.Polygon(outer, holes) for outer, *holes in filter(None, polygons)]
        return whole[0] if len(whole) == 1 else shapely.MultiPolygon(whole) if whole else None
    raise BadShape


def _rings(rings: Any, drawn: Map) -> list[list[Place]]:
    """Return the rings of a polygon that still enclose something; none without the outer one."""
    lines = [_line(ring, drawn) for ring in rings]
    whole = [line for line in lines if len(line) >= 4]
    drawn.collapsed += len(lines) - len(whole)
    return whole if lines and lines[0] in whole[:1] else []


def _line(numbers: Any, drawn: Map) -> list[Place]:
    """Join arcs end to end; a number below zero names an arc walked backwards."""
    line = list[Place]()
    for number in map(int, numbers):
        arc = drawn.arcs[number] if number >= 0 else drawn.arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line
