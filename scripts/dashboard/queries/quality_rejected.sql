select
    table_name,
    reason_code,
    source_file,
    source_row_number,
    source_amount,
    remedy,
    content
from rejected_rows
order by table_name, source_file, source_row_number
limit 300
