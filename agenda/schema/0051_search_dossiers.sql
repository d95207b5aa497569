-- Dossiers are found by words too, and decisions by their state.

INSERT INTO search_doc (kind, ref_id, title, body, facets)
SELECT 'dossier', d.id, d.title,
       d.aliases || ' ' || d.aim || ' ' || d.tasks || ' ' || d.summary || ' ' || d.form || ' ' || d.area
       || ' ' || d.outcome
       || ' ' || COALESCE((SELECT p.name FROM partner p WHERE p.id = d.applicant_id), '')
       || ' ' || COALESCE((SELECT group_concat(f.name || ' ' || f.note, ' ') FROM dossier_funder f
                            WHERE f.dossier_id = d.id AND f.removed_at IS NULL), '')
       || ' ' || COALESCE((SELECT group_concat(p.name || ' ' || x.role || ' ' || x.contribution, ' ')
                             FROM dossier_actor x JOIN partner p ON p.id = x.partner_id
                            WHERE x.dossier_id = d.id AND x.removed_at IS NULL), '')
       || ' ' || COALESCE((SELECT group_concat(g.what || ' ' || g.source, ' ') FROM dossier_figure g
                            WHERE g.dossier_id = d.id AND g.removed_at IS NULL), ''),
       'kind_dossier year_0'
       || CASE d.access WHEN 0 THEN ' sees_0 sees_1 sees_2' WHEN 1 THEN ' sees_1 sees_2' ELSE ' sees_2' END
       || ' dossier_' || d.id
       || CASE WHEN d.applicant_id IS NOT NULL AND d.access <= 1 THEN ' partner_' || d.applicant_id ELSE '' END
       || ' is_shown'
  FROM dossier d ORDER BY d.id;

UPDATE search_doc
   SET facets = facets || ' state_' || (SELECT e.state FROM decision e WHERE e.id = search_doc.ref_id)
 WHERE kind = 'decision' AND ref_id IN (SELECT id FROM decision);

INSERT INTO search_index (search_index) VALUES ('rebuild');
