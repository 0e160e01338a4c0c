-- primary
-- identity: name, version
-- The register of plans. The key is the plan's number, else its name, so that other sheets find it.
SELECT
  core.name_key(coalesce(s.source_ref, s.name)) AS plan_id,
  s.name, s.name_zh, s.name_en, s.kind, s.tier, s.owner_org, s.hazard,
  coalesce(s.region_code, r.region_code) AS region_code, s.region AS region_text,
  s.version, s.issued_on, s.last_review_on, s.next_review_on,
  s.review_every_months, s.drill_every_months, s.status, s.legal_basis, s.url
FROM shaped s
LEFT JOIN named_region r ON r.text = s.region
