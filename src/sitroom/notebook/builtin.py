"""What every built-in metric is called and returns, for editors and type checkers.

Written by `make docs` from data/metrics; change the source, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

    from sitroom.notebook.metric import Metric


class BuiltinMetrics:
    """The built-in metrics by name."""

    assets: Metric[DataFrame]
    """Vehicles and equipment · 车辆装备."""
    assets_by_kind: Metric[DataFrame]
    """Vehicles and equipment by kind · 各类车辆装备."""
    casualties: Metric[DataFrame]
    """People in open incidents · 未结事件人员情况."""
    changes: Metric[DataFrame]
    """Since the last briefing · 上次例会以来."""
    corrective_actions: Metric[DataFrame]
    """Corrective actions · 整改事项."""
    depot_distances: Metric[DataFrame]
    """Depots within reach of each other · 半径内仓库间距离."""
    drills: Metric[DataFrame]
    """Drills and training · 演练培训."""
    duty_coverage: Metric[DataFrame]
    """Duty posts, next 24 hours · 未来值班覆盖."""
    duty_gaps: Metric[DataFrame]
    """Duty posts not filled · 值班空岗."""
    duty_now: Metric[DataFrame]
    """On duty now · 当前值班."""
    first_arrival: Metric[DataFrame]
    """First arrival · 首批到场."""
    flagged_cells: Metric[DataFrame]
    """Values not believed · 存疑值."""
    further_criteria: Metric[DataFrame]
    """Further grading criteria told · 其他分级指标."""
    grading_bands: Metric[DataFrame]
    """Grading rules in use · 现用分级规则."""
    handover_note: Metric[DataFrame]
    """Handover note · 交班记录."""
    hospital_beds: Metric[GeoDataFrame]
    """Hospital beds · 医院床位."""
    incident_alone: Metric[GeoDataFrame]
    """Incidents, each on its own · 单个事件当时状态."""
    incident_deadlines: Metric[GeoDataFrame]
    """Incidents with the reports still to send · 事件及待报信息."""
    incident_exposure: Metric[DataFrame]
    """What lies within reach of an incident · 事件周边目标."""
    incident_links: Metric[DataFrame]
    """Reports that are one event · 已关联的同一事件."""
    incident_needs: Metric[DataFrame]
    """What open incidents asked for · 未结事件物资需求."""
    incident_state: Metric[GeoDataFrame]
    """Incidents as they stood · 事件当时状态."""
    incident_surroundings: Metric[GeoDataFrame]
    """What lies around open incidents · 未结事件周边."""
    incident_timeline: Metric[DataFrame]
    """Timeline of an incident · 事件时间线."""
    incidents: Metric[GeoDataFrame]
    """Incidents · 突发事件."""
    item_requests: Metric[DataFrame]
    """Items asked for · 物资申请."""
    items_below_minimum: Metric[DataFrame]
    """Items below minimum · 低于定额物资."""
    level_counts: Metric[DataFrame]
    """Open incidents by level · 各级未结事件."""
    level_history: Metric[DataFrame]
    """Levels over time · 级别沿革."""
    lifelines: Metric[DataFrame]
    """Lifelines · 生命线."""
    likely_duplicates: Metric[DataFrame]
    """Likely the same event · 疑似同一事件."""
    loads: Metric[DataFrame]
    """Loads · 加载记录."""
    moment: Metric[DataFrame]
    """The moment asked about · 查询时刻."""
    moves: Metric[DataFrame]
    """Suggested moves · 建议调拨."""
    moves_summary: Metric[DataFrame]
    """Suggested moves in figures · 建议调拨概要."""
    moves_unclosed: Metric[DataFrame]
    """Gaps that no move closes · 调拨无法补足的缺口."""
    needs: Metric[DataFrame]
    """What open incidents need · 未结事件物资需要."""
    needs_decision: Metric[DataFrame]
    """Needs a decision · 待决事项."""
    new_incidents_per_hour: Metric[DataFrame]
    """New incidents per hour · 每小时新增事件."""
    next_tier: Metric[DataFrame]
    """Whom to ask beyond the city · 上级求援单位."""
    open_incidents: Metric[GeoDataFrame]
    """Open incidents · 未结事件."""
    plan_measures: Metric[DataFrame]
    """Measures of the plans in force · 预案启动措施."""
    plans: Metric[DataFrame]
    """Plans · 应急预案."""
    readiness: Metric[DataFrame]
    """Readiness at a glance · 备勤概况."""
    regions: Metric[GeoDataFrame]
    """Areas · 区域态势."""
    rejected_history: Metric[DataFrame]
    """Rows ever set aside · 退回行历史."""
    rejected_rows: Metric[DataFrame]
    """Rows set aside · 退回行."""
    report_clocks: Metric[DataFrame]
    """Report clocks in use · 现用报告时限."""
    report_obligations: Metric[DataFrame]
    """Reports due, sent and overdue · 应报、已报与逾期."""
    report_scorecard: Metric[DataFrame]
    """Reporting in time, by organisation · 各单位报告及时性."""
    reports_sent: Metric[DataFrame]
    """Reports sent, and whether in time · 已报信息及时性."""
    response_times: Metric[DataFrame]
    """Times to act · 处置时效."""
    responses_in_force: Metric[DataFrame]
    """Responses in force · 在效应急响应."""
    reviews: Metric[DataFrame]
    """Reviews · 评估复盘."""
    risk_controls: Metric[DataFrame]
    """Controls of risks · 风险管控措施."""
    risk_controls_overdue: Metric[DataFrame]
    """Overdue controls by organisation · 各单位逾期管控措施."""
    risk_levels: Metric[DataFrame]
    """Risks before and after controls · 管控前后风险等级."""
    risk_matrix: Metric[DataFrame]
    """Risk matrix · 风险矩阵."""
    risk_reviews_overdue: Metric[DataFrame]
    """Overdue risk reviews · 逾期未复评的风险."""
    risk_scores: Metric[DataFrame]
    """Risk scores by matrix · 风险评分明细."""
    risks: Metric[GeoDataFrame]
    """Risks · 风险清单."""
    risks_under_warning: Metric[GeoDataFrame]
    """Risks under a warning in force · 预警范围内的风险."""
    risks_warned: Metric[GeoDataFrame]
    """Risks that a warning in force concerns · 预警涉及的风险."""
    rivers: Metric[GeoDataFrame]
    """Rivers · 河流."""
    schema_drift: Metric[DataFrame]
    """Columns that changed · 来源列变化."""
    shelters: Metric[GeoDataFrame]
    """Shelters · 避难场所."""
    sites: Metric[GeoDataFrame]
    """Places · 场所."""
    source_health: Metric[DataFrame]
    """Source health · 数据源状态."""
    stock_against_minimum: Metric[DataFrame]
    """Stock against minimum · 物资与定额."""
    stock_by_depot: Metric[GeoDataFrame]
    """Stock by depot · 各库物资."""
    stock_days: Metric[DataFrame]
    """Days of supply · 可供天数."""
    stock_figures: Metric[DataFrame]
    """Stock in figures · 库存概要."""
    stock_flows: Metric[DataFrame]
    """Stock movements, depot by depot · 各库出入库流水."""
    stock_gaps: Metric[GeoDataFrame]
    """Gaps and spare stock of depots · 各库缺口与可调余量."""
    stock_held: Metric[DataFrame]
    """State of every lot · 批次状态."""
    stock_in_transit: Metric[DataFrame]
    """Stock on the road · 在途物资."""
    stock_issues_daily: Metric[DataFrame]
    """Stock issued day by day · 每日出库."""
    stock_lots: Metric[DataFrame]
    """Stock lot by lot · 库存批次."""
    stock_moves: Metric[DataFrame]
    """Short depots near open incidents, and who can help · 事发地短缺仓库及可调剂仓库."""
    stock_on_hand_daily: Metric[DataFrame]
    """Stock on hand day by day · 每日库存."""
    stock_plan_needs: Metric[DataFrame]
    """What the plan in force asks for · 现行预案物资需求."""
    stock_rates: Metric[DataFrame]
    """What people moved to safety use · 转移人员人均需求."""
    stock_runout: Metric[DataFrame]
    """Stock run-out · 库存耗尽预测."""
    stock_short: Metric[DataFrame]
    """Short depots near open incidents · 事发地短缺仓库."""
    stock_usable: Metric[DataFrame]
    """Usable stock by depot · 各库可用物资."""
    stock_warnings: Metric[DataFrame]
    """Stock warnings · 库存预警."""
    tasks_open: Metric[DataFrame]
    """Open tasks · 未完成任务."""
    tasks_overdue: Metric[DataFrame]
    """Overdue tasks by organisation · 各单位逾期任务."""
    teams: Metric[GeoDataFrame]
    """Teams · 救援队伍."""
    teams_by_echelon: Metric[DataFrame]
    """Teams by echelon · 各梯队队伍."""
    teams_ready: Metric[DataFrame]
    """Teams free · 待命队伍."""
    unusual_hours: Metric[DataFrame]
    """New incidents against what is usual · 新增事件与常态对比."""
    warning_areas: Metric[DataFrame]
    """Areas under a warning in force · 预警涉及区域."""
    warning_exposure: Metric[DataFrame]
    """What lies under a warning · 预警范围内的目标."""
    warning_history: Metric[GeoDataFrame]
    """Warnings, version by version · 预警版本历史."""
    warning_people: Metric[DataFrame]
    """People under a warning · 预警范围内人口."""
    warning_shapes: Metric[GeoDataFrame]
    """Shapes of the warnings in force · 生效预警范围图形."""
    warnings_in_force: Metric[GeoDataFrame]
    """Warnings in force · 生效预警."""
