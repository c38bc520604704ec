-- title: The run came to its end
-- standard: Run health
-- item: ended
-- severity: warning
-- remedy: say why it was aborted; an aborted run counts in no mean

SELECT subject, CASE status WHEN 'completed' THEN 'pass' WHEN 'aborted' THEN 'fail' WHEN 'running' THEN 'undecided' ELSE 'no-evidence' END AS verdict,
  CASE status WHEN 'completed' THEN 'it says that it completed' WHEN 'aborted' THEN 'it says that it was aborted' WHEN 'running' THEN 'it says that it is running' ELSE 'it does not say how it ended' END AS why,
  CASE WHEN status IN ('completed', 'aborted') THEN 1 END AS value, CASE WHEN status IN ('completed', 'aborted') THEN derived('count', [json_array(status_evidence, NULL)]) END AS evidence
FROM run_subject
ORDER BY subject
