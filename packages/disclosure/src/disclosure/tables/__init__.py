"""Tables: specifications, reading and writing, cells and what adds up."""
