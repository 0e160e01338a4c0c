"""What every built-in metric is called, takes and gives, for editors and checkers.

Written by `make docs` from data/metrics; change the source, not this file.
"""
# Each takes the filters that its rows have, and no others.
# pyright: reportIncompatibleMethodOverride=false

from collections.abc import Sequence, Set
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from geopandas import GeoDataFrame
from pandas import DataFrame

from sitroom.notebook.metric import Metric

_One = TypeVar("_One")
_Some: TypeAlias = _One | Sequence[_One] | Set[_One] | None
Moment: TypeAlias = datetime | str | None
Texts: TypeAlias = _Some[str]
Levels: TypeAlias = _Some[int | str] | slice
Numbers: TypeAlias = _Some[float] | slice
Flags: TypeAlias = _Some[bool]
Times: TypeAlias = _Some[datetime | date | str] | slice

class _assets(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        asset_id: Texts = ...,
        name: Texts = ...,
        kind: Texts = ...,
        spec: Texts = ...,
        qty: Numbers = ...,
        unit: Texts = ...,
        status: Texts = ...,
        status_at: Times = ...,
        org: Texts = ...,
        team_zh: Texts = ...,
        team_en: Texts = ...,
        site_zh: Texts = ...,
        site_en: Texts = ...,
        inspect_due_on: Times = ...,
        days_to_inspection: Numbers = ...,
        inspection: Texts = ...,
        source_id: Texts = ...,
        team: Texts = ...,
        site: Texts = ...,
    ) -> DataFrame: ...

class _assets_by_kind(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        kind: Texts = ...,
        pieces_total: Numbers = ...,
        pieces_free: Numbers = ...,
        pieces_unknown: Numbers = ...,
        inspection_overdue: Numbers = ...,
        inspection_due: Numbers = ...,
        inspection_unknown: Numbers = ...,
        next_inspection_on: Times = ...,
    ) -> DataFrame: ...

class _casualties(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        deaths: Numbers = ...,
        missing: Numbers = ...,
        injured: Numbers = ...,
        relocated: Numbers = ...,
        counts_unknown: Numbers = ...,
    ) -> DataFrame: ...

class _changes(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        since_at: Moment = ...,
        since_known_as_of: Moment = ...,
        at: Times = ...,
        kind: Texts = ...,
        incident_id: Texts = ...,
        subject: Texts = ...,
        subject_zh: Texts = ...,
        level_from: Numbers = ...,
        level_to: Numbers = ...,
        detail: Texts = ...,
        subject_id: Texts = ...,
        is_learned_late: Flags = ...,
    ) -> DataFrame: ...

class _corrective_actions(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        task_id: Texts = ...,
        source_ref: Texts = ...,
        title: Texts = ...,
        review_ref: Texts = ...,
        review: Texts = ...,
        review_kind: Texts = ...,
        incident_id: Texts = ...,
        owner_org: Texts = ...,
        priority: Numbers = ...,
        created_at: Times = ...,
        due_at: Times = ...,
        done_at: Times = ...,
        state: Texts = ...,
        overdue_days: Numbers = ...,
        note: Texts = ...,
        source_id: Texts = ...,
    ) -> DataFrame: ...

class _depot_distances(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        from_site_id: Texts = ...,
        to_site_id: Texts = ...,
        distance_km: Numbers = ...,
    ) -> DataFrame: ...

class _drills(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        drill_id: Texts = ...,
        source_ref: Texts = ...,
        name: Texts = ...,
        kind: Texts = ...,
        plan_ref: Texts = ...,
        org: Texts = ...,
        mode: Texts = ...,
        objectives: Texts = ...,
        planned_on: Times = ...,
        held_on: Times = ...,
        state: Texts = ...,
        overdue_days: Numbers = ...,
        hours: Numbers = ...,
        participants: Numbers = ...,
        score: Numbers = ...,
        findings: Texts = ...,
        next_due_on: Times = ...,
        source_id: Texts = ...,
    ) -> DataFrame: ...

class _duty_coverage(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        org: Texts = ...,
        post: Texts = ...,
        post_en: Texts = ...,
        is_filled_now: Flags = ...,
        hours_covered: Numbers = ...,
        hours_gap: Numbers = ...,
        hours_unknown: Numbers = ...,
        hours_ahead: Numbers = ...,
        next_shift_at: Times = ...,
        last_end_at: Times = ...,
    ) -> DataFrame: ...

class _duty_gaps(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        org: Texts = ...,
        post: Texts = ...,
        post_en: Texts = ...,
        starts_at: Times = ...,
        ends_at: Times = ...,
    ) -> DataFrame: ...

class _duty_now(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        shift_id: Texts = ...,
        post_zh: Texts = ...,
        post_en: Texts = ...,
        org: Texts = ...,
        starts_at: Times = ...,
        ends_at: Times = ...,
        is_filled: Flags = ...,
        role: Texts = ...,
        is_heightened: Flags = ...,
        post: Texts = ...,
    ) -> DataFrame: ...

class _first_arrival(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        median_minutes: Numbers = ...,
        arrivals: Numbers = ...,
        target_minutes: Numbers = ...,
        share_in_target: Numbers = ...,
    ) -> DataFrame: ...

class _flagged_cells(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        load_id: Numbers = ...,
        source_id: Texts = ...,
        file_name: Texts = ...,
        sheet: Texts = ...,
        row_no: Numbers = ...,
        field: Texts = ...,
        header: Texts = ...,
        value: Texts = ...,
        reason: Texts = ...,
        detail: Texts = ...,
        raw: Texts = ...,
        set_aside_at: Times = ...,
    ) -> DataFrame: ...

class _further_criteria(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        further: Texts = ...,
    ) -> DataFrame: ...

class _grading_bands(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        hazard: Texts = ...,
        clauses: Texts = ...,
    ) -> DataFrame: ...

class _handover_note(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        place: Numbers = ...,
        section: Texts = ...,
        kind: Texts = ...,
        event_at: Times = ...,
        subject_id: Texts = ...,
        subject_en: Texts = ...,
        subject_zh: Texts = ...,
        org: Texts = ...,
        level_from: Numbers = ...,
        level_to: Numbers = ...,
        late_minutes: Numbers = ...,
        metric: Texts = ...,
        since_at: Times = ...,
        subject: Texts = ...,
    ) -> DataFrame: ...

class _hospital_beds(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        site_id: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        status: Texts = ...,
        beds: Numbers = ...,
        beds_in_use: Numbers = ...,
        beds_free: Numbers = ...,
        occupancy_share: Numbers = ...,
        occupancy_at: Times = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        name: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _incident_alone(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        title: Texts = ...,
        category: Texts = ...,
        hazard: Texts = ...,
        hazard_text: Texts = ...,
        gbt35561_code: Texts = ...,
        phase: Texts = ...,
        level_at_least: Flags = ...,
        level_text: Texts = ...,
        level_basis: Texts = ...,
        is_status_given: Flags = ...,
        occurred_at: Times = ...,
        occurred_precision: Texts = ...,
        detected_at: Times = ...,
        reported_at: Times = ...,
        graded_at: Times = ...,
        response_started_at: Times = ...,
        response_ended_at: Times = ...,
        reviewed_at: Times = ...,
        gone_at: Times = ...,
        place: Texts = ...,
        region_code: Texts = ...,
        region_text: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        lon_src: Numbers = ...,
        lat_src: Numbers = ...,
        datum_src: Texts = ...,
        location_precision: Texts = ...,
        poisoned: Numbers = ...,
        trapped: Numbers = ...,
        rescued: Numbers = ...,
        rooms_collapsed: Numbers = ...,
        rooms_damaged: Numbers = ...,
        area_ha: Numbers = ...,
        burnt_area_ha: Numbers = ...,
        magnitude: Numbers = ...,
        depth_km: Numbers = ...,
        counts_at: Times = ...,
        description: Texts = ...,
        cause: Texts = ...,
        measures: Texts = ...,
        lead_org: Texts = ...,
        report_org: Texts = ...,
        parent_id: Texts = ...,
        merged_into: Texts = ...,
        site_id: Texts = ...,
        url: Texts = ...,
        glide: Texts = ...,
        updated_at: Times = ...,
        source_id: Texts = ...,
        source_ref: Texts = ...,
        load_id: Numbers = ...,
        row_no: Numbers = ...,
        known_at: Times = ...,
        row_hash: Numbers = ...,
        other_fields: Texts = ...,
        opened_at: Times = ...,
        verified_at: Times = ...,
        first_arrival_at: Times = ...,
        contained_at: Times = ...,
        closed_at: Times = ...,
        level: Levels = ...,
        status: Texts = ...,
        deaths: Numbers = ...,
        missing: Numbers = ...,
        serious: Numbers = ...,
        injured: Numbers = ...,
        affected: Numbers = ...,
        relocated: Numbers = ...,
        loss_cny: Numbers = ...,
        last_update_at: Times = ...,
        last_report_at: Times = ...,
        report_count: Numbers = ...,
        has_written_report: Flags = ...,
        has_final_report: Flags = ...,
        is_status_told: Flags = ...,
        row_closed_at: Times = ...,
        may_be_open: Flags = ...,
        is_open: Flags = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _incident_deadlines(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        title: Texts = ...,
        category: Texts = ...,
        hazard: Texts = ...,
        hazard_text: Texts = ...,
        gbt35561_code: Texts = ...,
        phase: Texts = ...,
        level_at_least: Flags = ...,
        level_text: Texts = ...,
        level_basis: Texts = ...,
        is_status_given: Flags = ...,
        occurred_at: Times = ...,
        occurred_precision: Texts = ...,
        detected_at: Times = ...,
        reported_at: Times = ...,
        graded_at: Times = ...,
        response_started_at: Times = ...,
        response_ended_at: Times = ...,
        reviewed_at: Times = ...,
        gone_at: Times = ...,
        place: Texts = ...,
        region_code: Texts = ...,
        region_text: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        lon_src: Numbers = ...,
        lat_src: Numbers = ...,
        datum_src: Texts = ...,
        location_precision: Texts = ...,
        poisoned: Numbers = ...,
        trapped: Numbers = ...,
        rescued: Numbers = ...,
        rooms_collapsed: Numbers = ...,
        rooms_damaged: Numbers = ...,
        area_ha: Numbers = ...,
        burnt_area_ha: Numbers = ...,
        magnitude: Numbers = ...,
        depth_km: Numbers = ...,
        counts_at: Times = ...,
        description: Texts = ...,
        cause: Texts = ...,
        measures: Texts = ...,
        lead_org: Texts = ...,
        report_org: Texts = ...,
        parent_id: Texts = ...,
        merged_into: Texts = ...,
        site_id: Texts = ...,
        url: Texts = ...,
        glide: Texts = ...,
        updated_at: Times = ...,
        source_id: Texts = ...,
        source_ref: Texts = ...,
        load_id: Numbers = ...,
        row_no: Numbers = ...,
        known_at: Times = ...,
        row_hash: Numbers = ...,
        other_fields: Texts = ...,
        verified_at: Times = ...,
        first_arrival_at: Times = ...,
        contained_at: Times = ...,
        closed_at: Times = ...,
        status: Texts = ...,
        report_count: Numbers = ...,
        has_written_report: Flags = ...,
        has_final_report: Flags = ...,
        is_status_told: Flags = ...,
        row_closed_at: Times = ...,
        may_be_open: Flags = ...,
        level: Levels = ...,
        deaths: Numbers = ...,
        missing: Numbers = ...,
        serious: Numbers = ...,
        injured: Numbers = ...,
        affected: Numbers = ...,
        relocated: Numbers = ...,
        loss_cny: Numbers = ...,
        opened_at: Times = ...,
        last_update_at: Times = ...,
        last_report_at: Times = ...,
        is_open: Flags = ...,
        row_opened_at: Times = ...,
        linked_to: Texts = ...,
        members: Numbers = ...,
        awaited: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _incident_exposure(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        radius_km: Numbers = ...,
        what: Texts = ...,
        quantity: Numbers = ...,
    ) -> DataFrame: ...

class _incident_links(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        main_id: Texts = ...,
        is_main: Flags = ...,
        members: Numbers = ...,
        title: Texts = ...,
        source_id: Texts = ...,
        source_ref: Texts = ...,
        opened_at: Times = ...,
        group_level: Levels = ...,
        group_deaths: Numbers = ...,
        group_missing: Numbers = ...,
        group_serious: Numbers = ...,
        group_injured: Numbers = ...,
        group_affected: Numbers = ...,
        group_relocated: Numbers = ...,
        group_loss_cny: Numbers = ...,
        group_opened_at: Times = ...,
        group_last_update_at: Times = ...,
        group_last_report_at: Times = ...,
    ) -> DataFrame: ...

class _incident_needs(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        item_key: Texts = ...,
        item_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        unit: Texts = ...,
        asked_qty: Numbers = ...,
        sent_qty: Numbers = ...,
        nearest_zh: Texts = ...,
        nearest_en: Texts = ...,
        nearest_qty: Numbers = ...,
        short_qty: Numbers = ...,
        item: Texts = ...,
        nearest: Texts = ...,
    ) -> DataFrame: ...

class _incident_state(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        title: Texts = ...,
        category: Texts = ...,
        hazard: Texts = ...,
        hazard_text: Texts = ...,
        gbt35561_code: Texts = ...,
        phase: Texts = ...,
        level_at_least: Flags = ...,
        level_text: Texts = ...,
        level_basis: Texts = ...,
        is_status_given: Flags = ...,
        occurred_at: Times = ...,
        occurred_precision: Texts = ...,
        detected_at: Times = ...,
        reported_at: Times = ...,
        graded_at: Times = ...,
        response_started_at: Times = ...,
        response_ended_at: Times = ...,
        reviewed_at: Times = ...,
        gone_at: Times = ...,
        place: Texts = ...,
        region_code: Texts = ...,
        region_text: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        lon_src: Numbers = ...,
        lat_src: Numbers = ...,
        datum_src: Texts = ...,
        location_precision: Texts = ...,
        poisoned: Numbers = ...,
        trapped: Numbers = ...,
        rescued: Numbers = ...,
        rooms_collapsed: Numbers = ...,
        rooms_damaged: Numbers = ...,
        area_ha: Numbers = ...,
        burnt_area_ha: Numbers = ...,
        magnitude: Numbers = ...,
        depth_km: Numbers = ...,
        counts_at: Times = ...,
        description: Texts = ...,
        cause: Texts = ...,
        measures: Texts = ...,
        lead_org: Texts = ...,
        report_org: Texts = ...,
        parent_id: Texts = ...,
        merged_into: Texts = ...,
        site_id: Texts = ...,
        url: Texts = ...,
        glide: Texts = ...,
        updated_at: Times = ...,
        source_id: Texts = ...,
        source_ref: Texts = ...,
        load_id: Numbers = ...,
        row_no: Numbers = ...,
        known_at: Times = ...,
        row_hash: Numbers = ...,
        other_fields: Texts = ...,
        verified_at: Times = ...,
        first_arrival_at: Times = ...,
        contained_at: Times = ...,
        closed_at: Times = ...,
        status: Texts = ...,
        report_count: Numbers = ...,
        has_written_report: Flags = ...,
        has_final_report: Flags = ...,
        is_status_told: Flags = ...,
        row_closed_at: Times = ...,
        may_be_open: Flags = ...,
        level: Levels = ...,
        deaths: Numbers = ...,
        missing: Numbers = ...,
        serious: Numbers = ...,
        injured: Numbers = ...,
        affected: Numbers = ...,
        relocated: Numbers = ...,
        loss_cny: Numbers = ...,
        opened_at: Times = ...,
        last_update_at: Times = ...,
        last_report_at: Times = ...,
        is_open: Flags = ...,
        row_opened_at: Times = ...,
        linked_to: Texts = ...,
        members: Numbers = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _incident_surroundings(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        site_id: Texts = ...,
        kind: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        distance_km: Numbers = ...,
        capacity: Numbers = ...,
        capacity_unit: Texts = ...,
        occupancy: Numbers = ...,
        status: Texts = ...,
        hazard_grade: Numbers = ...,
        note: Texts = ...,
        inspection_overdue_days: Numbers = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        name: Texts = ...,
    ) -> GeoDataFrame: ...

class _incident_timeline(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        event_at: Times = ...,
        seq: Numbers = ...,
        kind: Texts = ...,
        from_org: Texts = ...,
        text: Texts = ...,
        level_from: Numbers = ...,
        level_to: Numbers = ...,
        status_from: Texts = ...,
        status_to: Texts = ...,
        deaths: Numbers = ...,
        missing: Numbers = ...,
        serious: Numbers = ...,
        injured: Numbers = ...,
        relocated: Numbers = ...,
        source_id: Texts = ...,
        row_no: Numbers = ...,
        known_at: Times = ...,
    ) -> DataFrame: ...

class _incidents(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        source_id: Texts = ...,
        source_ref: Texts = ...,
        title: Texts = ...,
        category: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        level: Levels = ...,
        level_at_least: Flags = ...,
        level_text: Texts = ...,
        status: Texts = ...,
        is_open: Flags = ...,
        occurred_at: Times = ...,
        reported_at: Times = ...,
        opened_at: Times = ...,
        first_arrival_at: Times = ...,
        contained_at: Times = ...,
        closed_at: Times = ...,
        place: Texts = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        deaths: Numbers = ...,
        missing: Numbers = ...,
        injured: Numbers = ...,
        serious: Numbers = ...,
        relocated: Numbers = ...,
        trapped: Numbers = ...,
        rescued: Numbers = ...,
        loss_cny: Numbers = ...,
        lead_org: Texts = ...,
        step: Numbers = ...,
        open_minutes: Numbers = ...,
        last_update_at: Times = ...,
        next_report_due_at: Times = ...,
        report_kind: Texts = ...,
        report_rule: Texts = ...,
        report_state: Texts = ...,
        report_overdue_minutes: Numbers = ...,
        report_every_minutes: Numbers = ...,
        last_report_at: Times = ...,
        level_by_rule: Numbers = ...,
        level_by_rule_at_least: Flags = ...,
        level_rule: Texts = ...,
        level_check: Flags = ...,
        rule_title: Texts = ...,
        rule_title_zh: Texts = ...,
        rule_law: Texts = ...,
        rule_article: Texts = ...,
        rule_criterion: Texts = ...,
        rule_value: Numbers = ...,
        rule_low: Numbers = ...,
        rule_high: Numbers = ...,
        rule_clause: Texts = ...,
        rule_profile: Texts = ...,
        rule_source: Texts = ...,
        rule_status: Texts = ...,
        other_rules_en: Texts = ...,
        other_rules_zh: Texts = ...,
        parent_id: Texts = ...,
        linked_to: Texts = ...,
        members: Numbers = ...,
        gone_at: Times = ...,
        description: Texts = ...,
        region: Texts = ...,
        other_rules: Texts = ...,
    ) -> GeoDataFrame: ...

class _item_requests(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        item_key: Texts = ...,
        item_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        unit: Texts = ...,
        asked_qty: Numbers = ...,
        sent_qty: Numbers = ...,
        item: Texts = ...,
    ) -> DataFrame: ...

class _items_below_minimum(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        items_below: Numbers = ...,
        items_total: Numbers = ...,
    ) -> DataFrame: ...

class _level_counts(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        since_at: Moment = ...,
        level: Levels = ...,
        open_count: Numbers = ...,
        count_before: Numbers = ...,
        change: Numbers = ...,
    ) -> DataFrame: ...

class _level_history(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        scale: Texts = ...,
        subject_id: Texts = ...,
        from_at: Times = ...,
        until_at: Times = ...,
        level: Levels = ...,
        level_before: Numbers = ...,
        colour: Texts = ...,
        set_by: Texts = ...,
        basis: Texts = ...,
        text: Texts = ...,
        minutes_at_level: Numbers = ...,
        is_present: Flags = ...,
        incident_id: Texts = ...,
    ) -> DataFrame: ...

class _lifelines(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        region_code: Texts = ...,
        service: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        state: Texts = ...,
        last_state: Texts = ...,
        observed_at: Times = ...,
        age_minutes: Numbers = ...,
        valid_minutes: Numbers = ...,
        is_never_reported: Flags = ...,
        is_stale: Flags = ...,
        users_total: Numbers = ...,
        users_affected: Numbers = ...,
        restored_share: Numbers = ...,
        restored_by: Times = ...,
        site_id: Texts = ...,
        incident_id: Texts = ...,
        note: Texts = ...,
        source_id: Texts = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _likely_duplicates(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_a: Texts = ...,
        incident_b: Texts = ...,
        title_a: Texts = ...,
        title_b: Texts = ...,
        source_a: Texts = ...,
        source_b: Texts = ...,
        opened_a: Times = ...,
        opened_b: Times = ...,
        is_open_a: Flags = ...,
        is_open_b: Flags = ...,
        minutes_apart: Numbers = ...,
        km_apart: Numbers = ...,
        is_same_place: Flags = ...,
        is_same_region: Flags = ...,
        is_same_hazard: Flags = ...,
        text_likeness: Numbers = ...,
        score: Numbers = ...,
    ) -> DataFrame: ...

class _loads(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        load_id: Numbers = ...,
        source_id: Texts = ...,
        started_at: Times = ...,
        finished_at: Times = ...,
        file_name: Texts = ...,
        sheet: Texts = ...,
        dataset: Texts = ...,
        rows_read: Numbers = ...,
        rows_inserted: Numbers = ...,
        rows_updated: Numbers = ...,
        rows_unchanged: Numbers = ...,
        rows_rejected: Numbers = ...,
        rows_gone: Numbers = ...,
        cells_flagged: Numbers = ...,
        status: Texts = ...,
        message: Texts = ...,
        sha256: Texts = ...,
        encoding_used: Texts = ...,
        columns_dropped: Texts = ...,
        cells_masked: Numbers = ...,
        kinds_masked: Texts = ...,
        mends_load: Numbers = ...,
        recognition: Texts = ...,
    ) -> DataFrame: ...

class _moment(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        now_at: Times = ...,
        zone: Texts = ...,
        language: Texts = ...,
        local_at: Times = ...,
        today_on: Times = ...,
        zone_offset: Numbers = ...,
        since_at: Times = ...,
        dormant_before: Times = ...,
        response_since_at: Times = ...,
        arrival_target_minutes: Numbers = ...,
        short_ratio: Numbers = ...,
        decision_ratio: Numbers = ...,
        reach_km: Numbers = ...,
        surroundings_km: Numbers = ...,
        expiring_days: Numbers = ...,
        expiring_ahead_days: Numbers = ...,
        stale_count_days: Numbers = ...,
        issue_rate_days: Numbers = ...,
        need_days: Numbers = ...,
        silent_factor: Numbers = ...,
        dead_factor: Numbers = ...,
        duty_ahead_hours: Numbers = ...,
        duty_decision_hours: Numbers = ...,
        warning_fade_hours: Numbers = ...,
        arrival_window_hours: Numbers = ...,
        response_window_days: Numbers = ...,
        acknowledge_minutes: Numbers = ...,
        unusual_share: Numbers = ...,
        exposure_near_km: Numbers = ...,
        exposure_middle_km: Numbers = ...,
        lifeline_stale_factor: Numbers = ...,
        lifeline_stale_minutes: Numbers = ...,
        task_decision_minutes: Numbers = ...,
        handover_hours: Numbers = ...,
    ) -> DataFrame: ...

class _moves(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        withdraw: Any = ...,
        demand: Any = ...,
        item_id: Texts = ...,
        from_site_id: Texts = ...,
        to_site_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        unit: Texts = ...,
        from_zh: Texts = ...,
        from_en: Texts = ...,
        to_zh: Texts = ...,
        to_en: Texts = ...,
        move_qty: Numbers = ...,
        for_incident_qty: Numbers = ...,
        distance_km: Numbers = ...,
        priority: Numbers = ...,
        incident_id: Texts = ...,
        to_gap_qty: Numbers = ...,
        to_usable_qty: Numbers = ...,
        to_minimum_qty: Numbers = ...,
        from_usable_qty: Numbers = ...,
        from_minimum_qty: Numbers = ...,
        from_left_qty: Numbers = ...,
        from_lon: Numbers = ...,
        from_lat: Numbers = ...,
        to_lon: Numbers = ...,
        to_lat: Numbers = ...,
        item: Texts = ...,
        to: Texts = ...,
    ) -> DataFrame: ...

class _moves_summary(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        withdraw: Any = ...,
        demand: Any = ...,
        gaps: Numbers = ...,
        closed_in_full: Numbers = ...,
        closed_in_part: Numbers = ...,
        not_closed: Numbers = ...,
        moves: Numbers = ...,
        distance_km: Numbers = ...,
    ) -> DataFrame: ...

class _moves_unclosed(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        withdraw: Any = ...,
        demand: Any = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        site_zh: Texts = ...,
        site_en: Texts = ...,
        unit: Texts = ...,
        is_critical: Flags = ...,
        priority: Numbers = ...,
        incident_id: Texts = ...,
        gap_qty: Numbers = ...,
        closed_qty: Numbers = ...,
        unclosed_qty: Numbers = ...,
        unclosed_for_incident_qty: Numbers = ...,
        ask_zh: Texts = ...,
        ask_en: Texts = ...,
        ask_tier: Texts = ...,
        item: Texts = ...,
        site: Texts = ...,
        ask: Texts = ...,
    ) -> DataFrame: ...

class _needs(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        incident_title: Texts = ...,
        level: Levels = ...,
        item_key: Texts = ...,
        item_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        unit: Texts = ...,
        asked_qty: Numbers = ...,
        plan_qty: Numbers = ...,
        sent_qty: Numbers = ...,
        needed_qty: Numbers = ...,
        deployable_qty: Numbers = ...,
        gap_qty: Numbers = ...,
        nearest_site_id: Texts = ...,
        nearest_zh: Texts = ...,
        nearest_en: Texts = ...,
        item: Texts = ...,
        nearest: Texts = ...,
    ) -> DataFrame: ...

class _needs_decision(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        rank: Numbers = ...,
        kind: Texts = ...,
        severity: Numbers = ...,
        subject_id: Texts = ...,
        subject: Texts = ...,
        params: Texts = ...,
        action: Texts = ...,
        metric: Texts = ...,
    ) -> DataFrame: ...

class _new_incidents_per_hour(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        hour_at: Times = ...,
        level: Levels = ...,
        incidents: Numbers = ...,
    ) -> DataFrame: ...

class _next_tier(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        org_id: Texts = ...,
        org_zh: Texts = ...,
        org_en: Texts = ...,
        tier: Texts = ...,
        public_hotline: Texts = ...,
        org: Texts = ...,
    ) -> DataFrame: ...

class _open_incidents(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        source_id: Texts = ...,
        source_ref: Texts = ...,
        title: Texts = ...,
        category: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        level: Levels = ...,
        level_at_least: Flags = ...,
        level_text: Texts = ...,
        status: Texts = ...,
        is_open: Flags = ...,
        occurred_at: Times = ...,
        reported_at: Times = ...,
        opened_at: Times = ...,
        first_arrival_at: Times = ...,
        contained_at: Times = ...,
        closed_at: Times = ...,
        place: Texts = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        deaths: Numbers = ...,
        missing: Numbers = ...,
        injured: Numbers = ...,
        serious: Numbers = ...,
        relocated: Numbers = ...,
        trapped: Numbers = ...,
        rescued: Numbers = ...,
        loss_cny: Numbers = ...,
        lead_org: Texts = ...,
        step: Numbers = ...,
        open_minutes: Numbers = ...,
        last_update_at: Times = ...,
        next_report_due_at: Times = ...,
        report_kind: Texts = ...,
        report_rule: Texts = ...,
        report_state: Texts = ...,
        report_overdue_minutes: Numbers = ...,
        report_every_minutes: Numbers = ...,
        last_report_at: Times = ...,
        level_by_rule: Numbers = ...,
        level_by_rule_at_least: Flags = ...,
        level_rule: Texts = ...,
        level_check: Flags = ...,
        rule_title: Texts = ...,
        rule_title_zh: Texts = ...,
        rule_law: Texts = ...,
        rule_article: Texts = ...,
        rule_criterion: Texts = ...,
        rule_value: Numbers = ...,
        rule_low: Numbers = ...,
        rule_high: Numbers = ...,
        rule_clause: Texts = ...,
        rule_profile: Texts = ...,
        rule_source: Texts = ...,
        rule_status: Texts = ...,
        other_rules_en: Texts = ...,
        other_rules_zh: Texts = ...,
        parent_id: Texts = ...,
        linked_to: Texts = ...,
        members: Numbers = ...,
        gone_at: Times = ...,
        description: Texts = ...,
        region: Texts = ...,
        other_rules: Texts = ...,
    ) -> GeoDataFrame: ...

class _plan_measures(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        activation_id: Texts = ...,
        asked_by_activation_id: Texts = ...,
        step_id: Texts = ...,
        source_ref: Texts = ...,
        plan_id: Texts = ...,
        plan_zh: Texts = ...,
        plan_en: Texts = ...,
        seq: Numbers = ...,
        current_level: Levels = ...,
        response_level: Levels = ...,
        hazard: Texts = ...,
        measure: Texts = ...,
        measure_zh: Texts = ...,
        measure_en: Texts = ...,
        owner_org: Texts = ...,
        owner_post: Texts = ...,
        activated_at: Times = ...,
        due_minutes: Numbers = ...,
        due_at: Times = ...,
        done_at: Times = ...,
        task_id: Texts = ...,
        state: Texts = ...,
        minutes_late: Numbers = ...,
        plan: Texts = ...,
    ) -> DataFrame: ...

class _plans(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        plan_id: Texts = ...,
        name: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        kind: Texts = ...,
        tier: Texts = ...,
        owner_org: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        region_code: Texts = ...,
        version: Texts = ...,
        status: Texts = ...,
        issued_on: Times = ...,
        reviewed_on: Times = ...,
        review_due_on: Times = ...,
        review_basis: Texts = ...,
        review_rule_status: Texts = ...,
        review_overdue_days: Numbers = ...,
        last_drill_on: Times = ...,
        next_drill_on: Times = ...,
        drill_due_on: Times = ...,
        drill_basis: Texts = ...,
        drill_rule_status: Texts = ...,
        drill_overdue_days: Numbers = ...,
        step_count: Numbers = ...,
        legal_basis: Texts = ...,
        source_id: Texts = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _readiness(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        teams_ready: Numbers = ...,
        teams_total: Numbers = ...,
        ready_minutes: Numbers = ...,
        posts_total: Numbers = ...,
        posts_held: Numbers = ...,
        gap_hours: Numbers = ...,
        ahead_hours: Numbers = ...,
        items_with_minimum: Numbers = ...,
        items_at_minimum: Numbers = ...,
        next_drill: Texts = ...,
        next_drill_on: Times = ...,
        drills_overdue: Numbers = ...,
        plans_total: Numbers = ...,
        plans_due: Numbers = ...,
    ) -> DataFrame: ...

class _regions(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        region_code: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        tier: Texts = ...,
        parent_code: Texts = ...,
        population: Numbers = ...,
        area_km2: Numbers = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        worst_level: Levels = ...,
        open_count: Numbers = ...,
        has_report: Flags = ...,
        name: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _rejected_history(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        load_id: Numbers = ...,
        source_id: Texts = ...,
        file_name: Texts = ...,
        sheet: Texts = ...,
        row_no: Numbers = ...,
        field: Texts = ...,
        header: Texts = ...,
        value: Texts = ...,
        reason: Texts = ...,
        detail: Texts = ...,
        raw: Texts = ...,
        set_aside_at: Times = ...,
        fixed_at: Times = ...,
        fixed_by_load: Numbers = ...,
        retried_at: Times = ...,
        is_newest: Flags = ...,
    ) -> DataFrame: ...

class _rejected_rows(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        load_id: Numbers = ...,
        source_id: Texts = ...,
        file_name: Texts = ...,
        sheet: Texts = ...,
        row_no: Numbers = ...,
        field: Texts = ...,
        header: Texts = ...,
        value: Texts = ...,
        reason: Texts = ...,
        detail: Texts = ...,
        raw: Texts = ...,
        set_aside_at: Times = ...,
    ) -> DataFrame: ...

class _report_clocks(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        hazard: Texts = ...,
        level: Levels = ...,
        limits: Texts = ...,
    ) -> DataFrame: ...

class _report_obligations(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        rule_id: Texts = ...,
        title: Texts = ...,
        hazard: Texts = ...,
        region_code: Texts = ...,
        level: Levels = ...,
        jurisdiction: Texts = ...,
        kind: Texts = ...,
        form: Texts = ...,
        number: Numbers = ...,
        due_at: Times = ...,
        sent_at: Times = ...,
        org: Texts = ...,
        condition: Texts = ...,
        law: Texts = ...,
        article: Texts = ...,
        source: Texts = ...,
        status: Texts = ...,
        state: Texts = ...,
        minutes_late: Numbers = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _report_scorecard(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        org: Texts = ...,
        kind: Texts = ...,
        on_time: Numbers = ...,
        late: Numbers = ...,
        overdue: Numbers = ...,
        due: Numbers = ...,
        median_minutes_late: Numbers = ...,
        share_on_time: Numbers = ...,
    ) -> DataFrame: ...

class _reports_sent(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        incident_id: Texts = ...,
        rule_id: Texts = ...,
        title: Texts = ...,
        hazard: Texts = ...,
        region_code: Texts = ...,
        level: Levels = ...,
        jurisdiction: Texts = ...,
        kind: Texts = ...,
        form: Texts = ...,
        number: Numbers = ...,
        due_at: Times = ...,
        sent_at: Times = ...,
        from_org: Texts = ...,
        condition: Texts = ...,
        law: Texts = ...,
        article: Texts = ...,
        source: Texts = ...,
        status: Texts = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _response_times(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        received_since_at: Moment = ...,
        stage: Texts = ...,
        step: Numbers = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        incidents: Numbers = ...,
        median_minutes: Numbers = ...,
        p90_minutes: Numbers = ...,
        target_minutes: Numbers = ...,
        share_in_target: Numbers = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _responses_in_force(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        activation_id: Texts = ...,
        level: Levels = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        started_at: Times = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        decided_by: Texts = ...,
        activated_by_tier: Texts = ...,
        plan: Texts = ...,
        incident_id: Texts = ...,
        warning_id: Texts = ...,
        source_id: Texts = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _reviews(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        review_id: Texts = ...,
        source_ref: Texts = ...,
        title: Texts = ...,
        kind: Texts = ...,
        incident_id: Texts = ...,
        subject_ref: Texts = ...,
        org: Texts = ...,
        started_on: Times = ...,
        due_on: Times = ...,
        done_on: Times = ...,
        state: Texts = ...,
        overdue_days: Numbers = ...,
        actions_total: Numbers = ...,
        actions_done: Numbers = ...,
        actions_overdue: Numbers = ...,
        score: Numbers = ...,
        findings: Texts = ...,
        source_id: Texts = ...,
    ) -> DataFrame: ...

class _risk_controls(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        control_id: Texts = ...,
        risk_id: Texts = ...,
        risk: Texts = ...,
        kind: Texts = ...,
        description: Texts = ...,
        owner_org: Texts = ...,
        risk_level: Levels = ...,
        region_code: Texts = ...,
        due_on: Times = ...,
        done_on: Times = ...,
        state: Texts = ...,
        overdue_days: Numbers = ...,
        source_id: Texts = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _risk_controls_overdue(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        owner_org: Texts = ...,
        overdue_count: Numbers = ...,
        open_count: Numbers = ...,
        worst_days: Numbers = ...,
        oldest_due_on: Times = ...,
        worst_risk_level: Levels = ...,
    ) -> DataFrame: ...

class _risk_levels(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        inherent_level: Levels = ...,
        residual_level: Levels = ...,
        risk_count: Numbers = ...,
    ) -> DataFrame: ...

class _risk_matrix(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        profile: Texts = ...,
        method: Texts = ...,
        likelihood: Numbers = ...,
        consequence: Numbers = ...,
        level: Levels = ...,
        inherent_count: Numbers = ...,
        residual_count: Numbers = ...,
        boundary: Texts = ...,
        profile_status: Texts = ...,
    ) -> DataFrame: ...

class _risk_reviews_overdue(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        risk_id: Texts = ...,
        name: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        owner_org: Texts = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        level: Levels = ...,
        score: Numbers = ...,
        next_review_on: Times = ...,
        overdue_days: Numbers = ...,
        controls_overdue: Numbers = ...,
        source_id: Texts = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _risk_scores(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        risk_id: Texts = ...,
        kind: Texts = ...,
        profile: Texts = ...,
        method: Texts = ...,
        boundary: Texts = ...,
        profile_status: Texts = ...,
        valid_from: Times = ...,
        valid_to: Times = ...,
        likelihood: Numbers = ...,
        exposure: Numbers = ...,
        consequence: Numbers = ...,
        score: Numbers = ...,
        level_given: Numbers = ...,
        level_by_profile: Numbers = ...,
        level: Levels = ...,
        is_current: Flags = ...,
    ) -> DataFrame: ...

class _risks(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        risk_id: Texts = ...,
        source_id: Texts = ...,
        name: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        site_id: Texts = ...,
        region_code: Texts = ...,
        region_text: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        profile: Texts = ...,
        score: Numbers = ...,
        level: Levels = ...,
        is_residual: Flags = ...,
        inherent_score: Numbers = ...,
        inherent_level: Levels = ...,
        residual_score: Numbers = ...,
        residual_level: Levels = ...,
        level_given: Numbers = ...,
        level_differs: Flags = ...,
        boundary: Texts = ...,
        profile_status: Texts = ...,
        accident_type: Texts = ...,
        control_tier: Texts = ...,
        assessed_year: Numbers = ...,
        owner_org: Texts = ...,
        identified_on: Times = ...,
        next_review_on: Times = ...,
        review_overdue_days: Numbers = ...,
        controls_open: Numbers = ...,
        controls_overdue: Numbers = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _risks_under_warning(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        risk_id: Texts = ...,
        warning_id: Texts = ...,
        name: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        level: Levels = ...,
        score: Numbers = ...,
        is_residual: Flags = ...,
        owner_org: Texts = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        warning_hazard: Texts = ...,
        warning_zh: Texts = ...,
        warning_en: Texts = ...,
        colour: Texts = ...,
        warning_level: Levels = ...,
        area_desc: Texts = ...,
        expires_at: Times = ...,
        review_overdue_days: Numbers = ...,
        controls_open: Numbers = ...,
        controls_overdue: Numbers = ...,
        near_incidents: Numbers = ...,
        near_worst_level: Levels = ...,
        depot_zh: Texts = ...,
        depot_en: Texts = ...,
        short_count: Numbers = ...,
        short_zh: Texts = ...,
        short_en: Texts = ...,
        region: Texts = ...,
        warning: Texts = ...,
        depot: Texts = ...,
        short: Texts = ...,
    ) -> GeoDataFrame: ...

class _risks_warned(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        risk_id: Texts = ...,
        source_id: Texts = ...,
        name: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        site_id: Texts = ...,
        region_code: Texts = ...,
        region_text: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        profile: Texts = ...,
        score: Numbers = ...,
        level: Levels = ...,
        is_residual: Flags = ...,
        inherent_score: Numbers = ...,
        inherent_level: Levels = ...,
        residual_score: Numbers = ...,
        residual_level: Levels = ...,
        level_given: Numbers = ...,
        level_differs: Flags = ...,
        boundary: Texts = ...,
        profile_status: Texts = ...,
        accident_type: Texts = ...,
        control_tier: Texts = ...,
        assessed_year: Numbers = ...,
        owner_org: Texts = ...,
        identified_on: Times = ...,
        next_review_on: Times = ...,
        review_overdue_days: Numbers = ...,
        controls_open: Numbers = ...,
        controls_overdue: Numbers = ...,
        warning_id: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _rivers(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        region_code: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        name: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _schema_drift(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        load_id: Numbers = ...,
        source_id: Texts = ...,
        file_name: Texts = ...,
        sheet: Texts = ...,
        kind: Texts = ...,
        header: Texts = ...,
        was_header: Texts = ...,
        field: Texts = ...,
        likeness: Numbers = ...,
        why: Texts = ...,
        is_applied: Flags = ...,
        seen_at: Times = ...,
    ) -> DataFrame: ...

class _shelters(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        site_id: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        status: Texts = ...,
        capacity: Numbers = ...,
        occupancy: Numbers = ...,
        occupancy_share: Numbers = ...,
        occupancy_at: Times = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        name: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _sites(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        site_id: Texts = ...,
        kind: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        status: Texts = ...,
        capacity: Numbers = ...,
        capacity_unit: Texts = ...,
        occupancy: Numbers = ...,
        occupancy_at: Times = ...,
        hazard_grade: Numbers = ...,
        substances: Texts = ...,
        is_key_infrastructure: Flags = ...,
        inspect_due_on: Times = ...,
        source_id: Texts = ...,
        name: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _source_health(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        source_id: Texts = ...,
        title: Texts = ...,
        title_zh: Texts = ...,
        dataset: Texts = ...,
        every_minutes: Numbers = ...,
        state: Texts = ...,
        state_since: Times = ...,
        last_good_at: Times = ...,
        last_try_at: Times = ...,
        age_minutes: Numbers = ...,
        minutes_late: Numbers = ...,
        rows_read: Numbers = ...,
        rows_inserted: Numbers = ...,
        rows_updated: Numbers = ...,
        rows_unchanged: Numbers = ...,
        rows_rejected: Numbers = ...,
        rows_set_aside_open: Numbers = ...,
        file_name: Texts = ...,
        message: Texts = ...,
        is_declared: Flags = ...,
    ) -> DataFrame: ...

class _stock_against_minimum(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        category: Texts = ...,
        unit: Texts = ...,
        usable_qty: Numbers = ...,
        minimum_qty: Numbers = ...,
        coverage: Numbers = ...,
        state: Texts = ...,
        days_of_supply: Numbers = ...,
        demand_basis: Texts = ...,
        people_served: Numbers = ...,
        expiring_qty: Numbers = ...,
        expired_qty: Numbers = ...,
        next_expiry_on: Times = ...,
        is_critical: Flags = ...,
        item: Texts = ...,
    ) -> DataFrame: ...

class _stock_by_depot(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        site_zh: Texts = ...,
        site_en: Texts = ...,
        unit: Texts = ...,
        category: Texts = ...,
        is_critical: Flags = ...,
        usable_qty: Numbers = ...,
        minimum_qty: Numbers = ...,
        coverage: Numbers = ...,
        expired_qty: Numbers = ...,
        expiring_qty: Numbers = ...,
        next_expiry_on: Times = ...,
        on_hand_qty: Numbers = ...,
        reserved_qty: Numbers = ...,
        inbound_qty: Numbers = ...,
        consigned_qty: Numbers = ...,
        contract_qty: Numbers = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        region_code: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        item: Texts = ...,
        site: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _stock_days(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        demand_basis: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        unit: Texts = ...,
        usable_qty: Numbers = ...,
        demand_per_day: Numbers = ...,
        days_of_supply: Numbers = ...,
        people: Numbers = ...,
        source: Texts = ...,
        status: Texts = ...,
        item: Texts = ...,
    ) -> DataFrame: ...

class _stock_figures(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        items_below: Numbers = ...,
        items_total: Numbers = ...,
        worst_item_id: Texts = ...,
        worst_site_id: Texts = ...,
        worst_item_zh: Texts = ...,
        worst_item_en: Texts = ...,
        worst_site_zh: Texts = ...,
        worst_site_en: Texts = ...,
        worst_coverage: Numbers = ...,
        expiring_lots: Numbers = ...,
        first_item_zh: Texts = ...,
        first_item_en: Texts = ...,
        first_site_zh: Texts = ...,
        first_site_en: Texts = ...,
        first_qty: Numbers = ...,
        first_unit: Texts = ...,
        first_on: Times = ...,
        first_days: Numbers = ...,
        value_on_hand: Numbers = ...,
        currency: Texts = ...,
        currencies: Numbers = ...,
        lots_without_price: Numbers = ...,
        worst_item: Texts = ...,
        worst_site: Texts = ...,
        first_item: Texts = ...,
        first_site: Texts = ...,
    ) -> DataFrame: ...

class _stock_flows(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        movement_id: Texts = ...,
        item_id: Texts = ...,
        lot_no: Texts = ...,
        kind: Texts = ...,
        incident_id: Texts = ...,
        doc_no: Texts = ...,
        moved_at: Times = ...,
        site_id: Texts = ...,
        other_site_id: Texts = ...,
        signed_qty: Numbers = ...,
    ) -> DataFrame: ...

class _stock_gaps(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        withdraw: Any = ...,
        demand: Any = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        site_zh: Texts = ...,
        site_en: Texts = ...,
        unit: Texts = ...,
        is_critical: Flags = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        usable_qty: Numbers = ...,
        inbound_qty: Numbers = ...,
        minimum_qty: Numbers = ...,
        needed_qty: Numbers = ...,
        gap_qty: Numbers = ...,
        incident_gap_qty: Numbers = ...,
        spare_qty: Numbers = ...,
        is_near_incident: Flags = ...,
        priority: Numbers = ...,
        incident_id: Texts = ...,
        item: Texts = ...,
        site: Texts = ...,
    ) -> GeoDataFrame: ...

class _stock_held(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        lot_id: Texts = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        lot_no: Texts = ...,
        holding: Texts = ...,
        condition: Texts = ...,
        received_on: Times = ...,
        expires_on: Times = ...,
        on_hand_qty: Numbers = ...,
        reserved_qty: Numbers = ...,
        counted_at: Times = ...,
        days_left: Numbers = ...,
        state: Texts = ...,
        deployable_qty: Numbers = ...,
    ) -> DataFrame: ...

class _stock_in_transit(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        from_site_id: Texts = ...,
        to_site_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        unit: Texts = ...,
        in_transit_qty: Numbers = ...,
        left_at: Times = ...,
        eta_on: Times = ...,
        from_zh: Texts = ...,
        from_en: Texts = ...,
        to_zh: Texts = ...,
        to_en: Texts = ...,
        item: Texts = ...,
        to: Texts = ...,
    ) -> DataFrame: ...

class _stock_issues_daily(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        day_on: Times = ...,
        issued_qty: Numbers = ...,
        since_on: Times = ...,
        today_on: Times = ...,
    ) -> DataFrame: ...

class _stock_lots(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        lot_id: Texts = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        site_zh: Texts = ...,
        site_en: Texts = ...,
        category: Texts = ...,
        unit: Texts = ...,
        bin: Texts = ...,
        lot_no: Texts = ...,
        holding: Texts = ...,
        condition: Texts = ...,
        state: Texts = ...,
        on_hand_qty: Numbers = ...,
        reserved_qty: Numbers = ...,
        deployable_qty: Numbers = ...,
        in_transit_qty: Numbers = ...,
        on_loan_qty: Numbers = ...,
        made_on: Times = ...,
        expires_on: Times = ...,
        days_left: Numbers = ...,
        fefo_rank: Numbers = ...,
        counted_at: Times = ...,
        count_age_days: Numbers = ...,
        unit_price: Numbers = ...,
        currency: Texts = ...,
        value: Numbers = ...,
        owner_org: Texts = ...,
        item: Texts = ...,
        site: Texts = ...,
    ) -> DataFrame: ...

class _stock_moves(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        site_zh: Texts = ...,
        site_en: Texts = ...,
        unit: Texts = ...,
        usable_qty: Numbers = ...,
        minimum_qty: Numbers = ...,
        coverage: Numbers = ...,
        is_critical: Flags = ...,
        incident_id: Texts = ...,
        incident_title: Texts = ...,
        incident_level: Levels = ...,
        donor_id: Texts = ...,
        donor_zh: Texts = ...,
        donor_en: Texts = ...,
        donor_usable_qty: Numbers = ...,
        donor_minimum_qty: Numbers = ...,
        distance_km: Numbers = ...,
        move_qty: Numbers = ...,
        item: Texts = ...,
        site: Texts = ...,
        donor: Texts = ...,
    ) -> DataFrame: ...

class _stock_on_hand_daily(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        day_on: Times = ...,
        on_hand_qty: Numbers = ...,
        in_qty: Numbers = ...,
        out_qty: Numbers = ...,
    ) -> DataFrame: ...

class _stock_plan_needs(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        plan_id: Texts = ...,
        title: Texts = ...,
        title_zh: Texts = ...,
        source: Texts = ...,
        status: Texts = ...,
        people: Numbers = ...,
        days: Numbers = ...,
        demand_per_day: Numbers = ...,
        plan_qty: Numbers = ...,
    ) -> DataFrame: ...

class _stock_rates(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        per_person_day_qty: Numbers = ...,
        per_person_qty: Numbers = ...,
        is_counted: Flags = ...,
        rate_from: Texts = ...,
        standard_id: Texts = ...,
        standard_title: Texts = ...,
        standard_title_zh: Texts = ...,
        standard_source: Texts = ...,
        standard_status: Texts = ...,
    ) -> DataFrame: ...

class _stock_runout(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        unit: Texts = ...,
        usable_qty: Numbers = ...,
        minimum_qty: Numbers = ...,
        rate_per_day: Numbers = ...,
        days_left: Numbers = ...,
        days_low: Numbers = ...,
        days_high: Numbers = ...,
        history_days: Numbers = ...,
        trials: Numbers = ...,
        error: Numbers = ...,
        plain_error: Numbers = ...,
        beats_baseline: Flags = ...,
        coverage: Numbers = ...,
        method: Texts = ...,
        interval: Numbers = ...,
        item: Texts = ...,
    ) -> DataFrame: ...

class _stock_short(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        usable_qty: Numbers = ...,
        minimum_qty: Numbers = ...,
        coverage: Numbers = ...,
        incident_id: Texts = ...,
        incident_title: Texts = ...,
        incident_level: Levels = ...,
    ) -> DataFrame: ...

class _stock_usable(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        usable_qty: Numbers = ...,
        on_hand_qty: Numbers = ...,
        reserved_qty: Numbers = ...,
        expired_qty: Numbers = ...,
        expiring_qty: Numbers = ...,
        expiring_ahead_qty: Numbers = ...,
        consigned_qty: Numbers = ...,
        contract_qty: Numbers = ...,
        next_expiry_on: Times = ...,
    ) -> DataFrame: ...

class _stock_warnings(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        kind: Texts = ...,
        item_id: Texts = ...,
        site_id: Texts = ...,
        lot_id: Texts = ...,
        item_zh: Texts = ...,
        item_en: Texts = ...,
        site_zh: Texts = ...,
        site_en: Texts = ...,
        unit: Texts = ...,
        is_critical: Flags = ...,
        qty: Numbers = ...,
        limit_qty: Numbers = ...,
        share: Numbers = ...,
        days: Numbers = ...,
        on_date: Times = ...,
        item: Texts = ...,
        site: Texts = ...,
    ) -> DataFrame: ...

class _tasks_open(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        task_id: Texts = ...,
        source_ref: Texts = ...,
        kind: Texts = ...,
        title: Texts = ...,
        incident_id: Texts = ...,
        incident: Texts = ...,
        activation_id: Texts = ...,
        step_ref: Texts = ...,
        review_ref: Texts = ...,
        owner_org: Texts = ...,
        owner_post: Texts = ...,
        priority: Numbers = ...,
        created_at: Times = ...,
        due_at: Times = ...,
        status: Texts = ...,
        overdue_minutes: Numbers = ...,
        note: Texts = ...,
        source_id: Texts = ...,
    ) -> DataFrame: ...

class _tasks_overdue(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        owner_org: Texts = ...,
        overdue_count: Numbers = ...,
        open_count: Numbers = ...,
        worst_minutes: Numbers = ...,
        oldest_due_at: Times = ...,
    ) -> DataFrame: ...

class _teams(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        team_id: Texts = ...,
        name: Texts = ...,
        name_zh: Texts = ...,
        name_en: Texts = ...,
        kind: Texts = ...,
        echelon: Texts = ...,
        status: Texts = ...,
        status_at: Times = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        headcount: Numbers = ...,
        ready_minutes: Numbers = ...,
        org: Texts = ...,
        source_id: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _teams_by_echelon(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        echelon: Texts = ...,
        teams_total: Numbers = ...,
        teams_free: Numbers = ...,
        teams_unknown: Numbers = ...,
        ready_first: Numbers = ...,
        ready_second: Numbers = ...,
        ready_third: Numbers = ...,
        free_untimed: Numbers = ...,
        headcount: Numbers = ...,
        first_minutes: Numbers = ...,
        second_minutes: Numbers = ...,
        third_minutes: Numbers = ...,
    ) -> DataFrame: ...

class _teams_ready(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        teams_free: Numbers = ...,
        teams_total: Numbers = ...,
        teams_unknown: Numbers = ...,
    ) -> DataFrame: ...

class _thresholds(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        zone: Texts = ...,
        language: Texts = ...,
        briefing_times: Texts = ...,
        dormant_days: Numbers = ...,
        arrival_target_minutes: Numbers = ...,
        short_ratio: Numbers = ...,
        decision_ratio: Numbers = ...,
        reach_km: Numbers = ...,
        surroundings_km: Numbers = ...,
        expiring_days: Numbers = ...,
        expiring_ahead_days: Numbers = ...,
        stale_count_days: Numbers = ...,
        issue_rate_days: Numbers = ...,
        need_days: Numbers = ...,
        silent_factor: Numbers = ...,
        dead_factor: Numbers = ...,
        duty_ahead_hours: Numbers = ...,
        duty_decision_hours: Numbers = ...,
        warning_fade_hours: Numbers = ...,
        arrival_window_hours: Numbers = ...,
        response_window_days: Numbers = ...,
        acknowledge_minutes: Numbers = ...,
        unusual_share: Numbers = ...,
        exposure_near_km: Numbers = ...,
        exposure_middle_km: Numbers = ...,
        lifeline_stale_factor: Numbers = ...,
        lifeline_stale_minutes: Numbers = ...,
        task_decision_minutes: Numbers = ...,
        handover_hours: Numbers = ...,
    ) -> DataFrame: ...

class _unusual_hours(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        hour_at: Times = ...,
        incidents: Numbers = ...,
        expected: Numbers = ...,
        low: Numbers = ...,
        high: Numbers = ...,
        is_whole: Flags = ...,
        unusual: Texts = ...,
        is_unusual: Flags = ...,
    ) -> DataFrame: ...

class _warning_areas(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        warning_id: Texts = ...,
        region_code: Texts = ...,
        is_whole: Flags = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _warning_exposure(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        warning_id: Texts = ...,
        what: Texts = ...,
        quantity: Numbers = ...,
    ) -> DataFrame: ...

class _warning_history(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        warning_id: Texts = ...,
        identifier: Texts = ...,
        sender: Texts = ...,
        sender_org: Texts = ...,
        sent_at: Times = ...,
        status: Texts = ...,
        msg_type: Texts = ...,
        refs: Texts = ...,
        language: Texts = ...,
        hazard: Texts = ...,
        event_code: Texts = ...,
        event_text: Texts = ...,
        colour: Texts = ...,
        level: Levels = ...,
        level_text: Texts = ...,
        cap_category: Texts = ...,
        urgency: Texts = ...,
        severity: Texts = ...,
        certainty: Texts = ...,
        effective_at: Times = ...,
        onset_at: Times = ...,
        expires_at: Times = ...,
        cancelled_at: Times = ...,
        headline: Texts = ...,
        description: Texts = ...,
        instruction: Texts = ...,
        area_desc: Texts = ...,
        region_codes: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        url: Texts = ...,
        source_id: Texts = ...,
        source_ref: Texts = ...,
        load_id: Numbers = ...,
        row_no: Numbers = ...,
        known_at: Times = ...,
        row_hash: Numbers = ...,
        other_fields: Texts = ...,
        event_id: Texts = ...,
        replaced_at: Times = ...,
        replaced_by: Texts = ...,
        begins_at: Times = ...,
        ended_at: Times = ...,
        ended_by: Texts = ...,
        is_in_force: Flags = ...,
        version: Numbers = ...,
        acknowledged_at: Times = ...,
        acknowledged_by: Texts = ...,
        is_shown: Flags = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class _warning_people(Metric[DataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        warning_id: Texts = ...,
        region_code: Texts = ...,
        region_zh: Texts = ...,
        region_en: Texts = ...,
        share: Numbers = ...,
        population: Numbers = ...,
        people: Numbers = ...,
        region: Texts = ...,
    ) -> DataFrame: ...

class _warning_shapes(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        warning_id: Texts = ...,
    ) -> GeoDataFrame: ...

class _warnings_in_force(Metric[GeoDataFrame]):
    def __call__(
        self,
        *,
        as_of: Moment = ...,
        known_as_of: Moment = ...,
        warning_id: Texts = ...,
        identifier: Texts = ...,
        hazard: Texts = ...,
        hazard_zh: Texts = ...,
        hazard_en: Texts = ...,
        colour: Texts = ...,
        level: Levels = ...,
        headline: Texts = ...,
        description: Texts = ...,
        instruction: Texts = ...,
        area_desc: Texts = ...,
        region_codes: Texts = ...,
        effective_at: Times = ...,
        onset_at: Times = ...,
        has_begun: Flags = ...,
        expires_at: Times = ...,
        has_expiry: Flags = ...,
        sender_org: Texts = ...,
        minutes_left: Numbers = ...,
        language: Texts = ...,
        lon: Numbers = ...,
        lat: Numbers = ...,
        source_id: Texts = ...,
        event_id: Texts = ...,
        version: Numbers = ...,
        sent_at: Times = ...,
        acknowledged_at: Times = ...,
        acknowledged_by: Texts = ...,
        is_acknowledged: Flags = ...,
        acknowledgement_minutes: Numbers = ...,
        suggested_response_level: Levels = ...,
        suggested_plan_zh: Texts = ...,
        suggested_plan_en: Texts = ...,
        suggested_source: Texts = ...,
        suggested_status: Texts = ...,
        suggested_plan: Texts = ...,
        region: Texts = ...,
    ) -> GeoDataFrame: ...

class BuiltinMetrics:
    """The built-in metrics by name."""

    assets: _assets
    """Vehicles and equipment · 车辆装备."""
    assets_by_kind: _assets_by_kind
    """Vehicles and equipment by kind · 各类车辆装备."""
    casualties: _casualties
    """People in open incidents · 未结事件人员情况."""
    changes: _changes
    """Since the last briefing · 上次例会以来."""
    corrective_actions: _corrective_actions
    """Corrective actions · 整改事项."""
    depot_distances: _depot_distances
    """Depots within reach of each other · 半径内仓库间距离."""
    drills: _drills
    """Drills and training · 演练培训."""
    duty_coverage: _duty_coverage
    """Duty posts, next 24 hours · 未来值班覆盖."""
    duty_gaps: _duty_gaps
    """Duty posts not filled · 值班空岗."""
    duty_now: _duty_now
    """On duty now · 当前值班."""
    first_arrival: _first_arrival
    """First arrival · 首批到场."""
    flagged_cells: _flagged_cells
    """Values not believed · 存疑值."""
    further_criteria: _further_criteria
    """Further grading criteria told · 其他分级指标."""
    grading_bands: _grading_bands
    """Grading rules in use · 现用分级规则."""
    handover_note: _handover_note
    """Handover note · 交班记录."""
    hospital_beds: _hospital_beds
    """Hospital beds · 医院床位."""
    incident_alone: _incident_alone
    """Incidents, each on its own · 单个事件当时状态."""
    incident_deadlines: _incident_deadlines
    """Incidents with the reports still to send · 事件及待报信息."""
    incident_exposure: _incident_exposure
    """What lies within reach of an incident · 事件周边目标."""
    incident_links: _incident_links
    """Reports that are one event · 已关联的同一事件."""
    incident_needs: _incident_needs
    """What open incidents asked for · 未结事件物资需求."""
    incident_state: _incident_state
    """Incidents as they stood · 事件当时状态."""
    incident_surroundings: _incident_surroundings
    """What lies around open incidents · 未结事件周边."""
    incident_timeline: _incident_timeline
    """Timeline of an incident · 事件时间线."""
    incidents: _incidents
    """Incidents · 突发事件."""
    item_requests: _item_requests
    """Items asked for · 物资申请."""
    items_below_minimum: _items_below_minimum
    """Items below minimum · 低于定额物资."""
    level_counts: _level_counts
    """Open incidents by level · 各级未结事件."""
    level_history: _level_history
    """Levels over time · 级别沿革."""
    lifelines: _lifelines
    """Lifelines · 生命线."""
    likely_duplicates: _likely_duplicates
    """Likely the same event · 疑似同一事件."""
    loads: _loads
    """Loads · 加载记录."""
    moment: _moment
    """The moment asked about · 查询时刻."""
    moves: _moves
    """Suggested moves · 建议调拨."""
    moves_summary: _moves_summary
    """Suggested moves in figures · 建议调拨概要."""
    moves_unclosed: _moves_unclosed
    """Gaps that no move closes · 调拨无法补足的缺口."""
    needs: _needs
    """What open incidents need · 未结事件物资需要."""
    needs_decision: _needs_decision
    """Needs a decision · 待决事项."""
    new_incidents_per_hour: _new_incidents_per_hour
    """New incidents per hour · 每小时新增事件."""
    next_tier: _next_tier
    """Whom to ask beyond the city · 上级求援单位."""
    open_incidents: _open_incidents
    """Open incidents · 未结事件."""
    plan_measures: _plan_measures
    """Measures of the plans in force · 预案启动措施."""
    plans: _plans
    """Plans · 应急预案."""
    readiness: _readiness
    """Readiness at a glance · 备勤概况."""
    regions: _regions
    """Areas · 区域态势."""
    rejected_history: _rejected_history
    """Rows ever set aside · 退回行历史."""
    rejected_rows: _rejected_rows
    """Rows set aside · 退回行."""
    report_clocks: _report_clocks
    """Report clocks in use · 现用报告时限."""
    report_obligations: _report_obligations
    """Reports due, sent and overdue · 应报、已报与逾期."""
    report_scorecard: _report_scorecard
    """Reporting in time, by organisation · 各单位报告及时性."""
    reports_sent: _reports_sent
    """Reports sent, and whether in time · 已报信息及时性."""
    response_times: _response_times
    """Times to act · 处置时效."""
    responses_in_force: _responses_in_force
    """Responses in force · 在效应急响应."""
    reviews: _reviews
    """Reviews · 评估复盘."""
    risk_controls: _risk_controls
    """Controls of risks · 风险管控措施."""
    risk_controls_overdue: _risk_controls_overdue
    """Overdue controls by organisation · 各单位逾期管控措施."""
    risk_levels: _risk_levels
    """Risks before and after controls · 管控前后风险等级."""
    risk_matrix: _risk_matrix
    """Risk matrix · 风险矩阵."""
    risk_reviews_overdue: _risk_reviews_overdue
    """Overdue risk reviews · 逾期未复评的风险."""
    risk_scores: _risk_scores
    """Risk scores by matrix · 风险评分明细."""
    risks: _risks
    """Risks · 风险清单."""
    risks_under_warning: _risks_under_warning
    """Risks under a warning in force · 预警范围内的风险."""
    risks_warned: _risks_warned
    """Risks that a warning in force concerns · 预警涉及的风险."""
    rivers: _rivers
    """Rivers · 河流."""
    schema_drift: _schema_drift
    """Columns that changed · 来源列变化."""
    shelters: _shelters
    """Shelters · 避难场所."""
    sites: _sites
    """Places · 场所."""
    source_health: _source_health
    """Source health · 数据源状态."""
    stock_against_minimum: _stock_against_minimum
    """Stock against minimum · 物资与定额."""
    stock_by_depot: _stock_by_depot
    """Stock by depot · 各库物资."""
    stock_days: _stock_days
    """Days of supply · 可供天数."""
    stock_figures: _stock_figures
    """Stock in figures · 库存概要."""
    stock_flows: _stock_flows
    """Stock movements, depot by depot · 各库出入库流水."""
    stock_gaps: _stock_gaps
    """Gaps and spare stock of depots · 各库缺口与可调余量."""
    stock_held: _stock_held
    """State of every lot · 批次状态."""
    stock_in_transit: _stock_in_transit
    """Stock on the road · 在途物资."""
    stock_issues_daily: _stock_issues_daily
    """Stock issued day by day · 每日出库."""
    stock_lots: _stock_lots
    """Stock lot by lot · 库存批次."""
    stock_moves: _stock_moves
    """Short depots near open incidents, and who can help · 事发地短缺仓库及可调剂仓库."""
    stock_on_hand_daily: _stock_on_hand_daily
    """Stock on hand day by day · 每日库存."""
    stock_plan_needs: _stock_plan_needs
    """What the plan in force asks for · 现行预案物资需求."""
    stock_rates: _stock_rates
    """What people moved to safety use · 转移人员人均需求."""
    stock_runout: _stock_runout
    """Stock run-out · 库存耗尽预测."""
    stock_short: _stock_short
    """Short depots near open incidents · 事发地短缺仓库."""
    stock_usable: _stock_usable
    """Usable stock by depot · 各库可用物资."""
    stock_warnings: _stock_warnings
    """Stock warnings · 库存预警."""
    tasks_open: _tasks_open
    """Open tasks · 未完成任务."""
    tasks_overdue: _tasks_overdue
    """Overdue tasks by organisation · 各单位逾期任务."""
    teams: _teams
    """Teams · 救援队伍."""
    teams_by_echelon: _teams_by_echelon
    """Teams by echelon · 各梯队队伍."""
    teams_ready: _teams_ready
    """Teams free · 待命队伍."""
    thresholds: _thresholds
    """Thresholds in use · 现用阈值."""
    unusual_hours: _unusual_hours
    """New incidents against what is usual · 新增事件与常态对比."""
    warning_areas: _warning_areas
    """Areas under a warning in force · 预警涉及区域."""
    warning_exposure: _warning_exposure
    """What lies under a warning · 预警范围内的目标."""
    warning_history: _warning_history
    """Warnings, version by version · 预警版本历史."""
    warning_people: _warning_people
    """People under a warning · 预警范围内人口."""
    warning_shapes: _warning_shapes
    """Shapes of the warnings in force · 生效预警范围图形."""
    warnings_in_force: _warnings_in_force
    """Warnings in force · 生效预警."""
