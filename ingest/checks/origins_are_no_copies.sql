-- What a document is a copy of is not itself a copy: so counting origins counts each once.
select copies.id, 'is a copy of a copy'
from document_copies as copies join document_copies as above on above.document_id = copies.copy_of_id
