"""The columns of the files about stock, teams, vehicles and organisations."""

from __future__ import annotations

import catalogue
import orgs
import sites
import stock
import teams
from place import CODE, NAME
from words import YES, Text
from write import Column

_DEPOT = {key: depot.name for key, depot in sites.DEPOTS.items()}


def _minimum(lot: stock.Lot) -> float:
    return catalogue.minimum_at(lot.item, catalogue.DEPOT_ORDER.index(lot.depot))


# A row is (lot, quantity on hand, moment of the count). A lot keeps its key for ever.
INVENTORY: list[Column] = [
    (Text("库存编号", "Lot id"), lambda x: x[0].key),
    (Text("物资编码", "Item code"), lambda x: x[0].item.code),
    (Text("物资名称", "Item name"), lambda x: x[0].item.name),
    (Text("中文名称", "Item name zh"), lambda x: x[0].item.name.zh),
    (Text("英文名称", "Item name en"), lambda x: x[0].item.name.en),
    (Text("规格型号", "Specification"), lambda x: x[0].item.spec),
    (Text("物资类别", "Item category"), lambda x: x[0].item.category),
    (Text("计量单位", "Unit"), lambda x: x[0].item.unit),
    (Text("现有数量", "Quantity on hand"), lambda x: x[1]),
    (Text("预留数量", "Reserved"), lambda x: x[0].reserved or None),
    (Text("储备定额", "Minimum stock"), lambda x: _minimum(x[0])),
    (Text("仓库", "Warehouse"), lambda x: _DEPOT[x[0].depot]),
    (Text("批号", "Lot no"), lambda x: x[0].number),
    (Text("生产日期", "Production date"), lambda x: x[0].made),
    (Text("有效期至", "Expiry date"), lambda x: x[0].expires),
    (Text("完好情况", "Condition"), lambda x: x[0].condition),
    (Text("储备方式", "Holding"), lambda x: stock.HOLDING[x[0].holding]),
    (Text("储备单位", "Owner organisation"), lambda x: orgs.ORG["relief"]),
    (Text("单价(元)", "Unit price (CNY)"), lambda x: x[0].item.price),
    (Text("消耗品", "Consumable"), lambda x: YES[x[0].item.rate is not None]),
    (Text("关键物资", "Critical"), lambda x: YES[x[0].item.is_critical]),
    (Text("人均日消耗", "Rate per person day"), lambda x: x[0].item.rate),
    (Text("每件保障人数", "People per unit"), lambda x: x[0].item.people),
    (Text("盘点时间", "Counted at"), lambda x: x[2]),
]
# A row is (movement, number of its incident or None).
MOVES: list[Column] = [
    (Text("单号", "Document no"), lambda x: x[0].doc),
    (Text("出入库类型", "Movement type"), lambda x: stock.MOVE[x[0].kind]),
    (Text("物资编码", "Item code"), lambda x: x[0].lot.item.code),
    (Text("物资名称", "Item name"), lambda x: x[0].lot.item.name),
    (Text("规格型号", "Specification"), lambda x: x[0].lot.item.spec),
    (Text("批号", "Lot no"), lambda x: x[0].lot.number),
    (Text("数量", "Quantity"), lambda x: x[0].qty),
    (Text("计量单位", "Unit"), lambda x: x[0].lot.item.unit),
    (Text("调出仓库", "From warehouse"), lambda x: _end(x[0], out=True)),
    (Text("调入仓库", "To warehouse"), lambda x: _end(x[0], out=False)),
    (Text("出入库时间", "Movement time"), lambda x: x[0].moved_at),
    (Text("事件编号", "Incident ID"), lambda x: x[1]),
]


def _end(move: stock.Move, out: bool) -> Text | None:
    if (move.kind in stock.PLUS) != out:
        return _DEPOT[move.lot.depot]
    if move.kind.startswith("transfer"):
        return _DEPOT[move.other]
    return Text(f"{NAME[move.other].zh}现场", f"{NAME[move.other].en} site") if move.other else None


# A row is (team, status, since).
TEAMS: list[Column] = [
    (Text("队伍编号", "Team id"), lambda x: x[0].number),
    (Text("队伍名称", "Team name"), lambda x: x[0].name),
    (Text("中文名称", "Team name zh"), lambda x: x[0].name.zh),
    (Text("英文名称", "Team name en"), lambda x: x[0].name.en),
    (Text("队伍类型", "Team type"), lambda x: teams.KIND[x[0].kind]),
    (Text("梯队", "Echelon"), lambda x: teams.ECHELON[x[0].echelon]),
    (Text("所属单位", "Organisation"), lambda x: orgs.ORG[x[0].org]),
    (Text("区县", "District"), lambda x: NAME[x[0].district]),
    (Text("经度", "Longitude"), lambda x: x[0].point[0]),
    (Text("纬度", "Latitude"), lambda x: x[0].point[1]),
    (Text("队伍人数", "Headcount"), lambda x: x[0].headcount),
    (Text("集结时间(分钟)", "Ready minutes"), lambda x: x[0].ready),
    (Text("队伍状态", "Team status"), lambda x: teams.STATUS[x[1]]),
    (Text("状态时间", "Status at"), lambda x: x[2]),
    (Text("队长", "Contact person"), lambda x: Text("某某", "Somebody")),
]
ASSETS: list[Column] = [
    (Text("装备编号", "Equipment id"), lambda a: a.code),
    (Text("装备名称", "Equipment name"), lambda a: a.name),
    (Text("装备类型", "Equipment type"), lambda a: a.kind),
    (Text("数量(台)", "Number"), lambda a: 1),
    (Text("所属队伍", "Assigned team"), lambda a: a.team.name),
    (Text("装备状态", "Equipment status"), lambda a: Text("完好", "good")),
    (Text("下次检验日期", "Next inspection date"), lambda a: a.inspect_due.date()),
]


def _org_code(key: str) -> str:
    return orgs.PROVINCE_CODE if key == "province" else CODE.get(key, "990100")


ORGS: list[Column] = [
    (Text("机构名称", "Organisation name"), lambda k: orgs.ORG[k]),
    (Text("中文名称", "Name zh"), lambda k: orgs.ORG[k].zh),
    (Text("英文名称", "Name en"), lambda k: orgs.ORG[k].en),
    (Text("机构类型", "Organisation type"), lambda k: orgs.KIND[orgs.ORGS[k][0]]),
    (Text("上级机构", "Parent organisation"), orgs.parent),
    (Text("行政层级", "Tier"), orgs.tier),
    (Text("行政区划代码", "Region code"), _org_code),
    (Text("公开电话", "Public hotline"), lambda k: orgs.ORGS[k][2] or None),
]
# A row is a dict, made by deployments().
DEPLOYMENTS: list[Column] = [
    (Text("调派编号", "Deployment no"), lambda d: d["number"]),
    (Text("事件编号", "Incident ID"), lambda d: d["incident"]),
    (Text("资源类型", "Resource type"), lambda d: d["kind"]),
    (Text("资源名称", "Resource name"), lambda d: d["name"]),
    (Text("规格", "Spec"), lambda d: d["spec"]),
    (Text("数量", "Quantity"), lambda d: d["qty"]),
    (Text("计量单位", "Unit of measure"), lambda d: d["unit"]),
    (Text("请求单位", "Requested by"), lambda d: d["asked_by"]),
    (Text("提供单位", "Provided by"), lambda d: d["given_by"]),
    (Text("调出仓库", "Depot"), lambda d: d["depot"]),
    (Text("调派状态", "Deployment status"), lambda d: d["status"]),
    (Text("请求时间", "Requested at"), lambda d: d["asked"]),
    (Text("出发时间", "Departed at"), lambda d: d["left"]),
    (Text("到达时间", "Arrived at"), lambda d: d["arrived"]),
    (Text("解除时间", "Released at"), lambda d: d["released"]),
]
