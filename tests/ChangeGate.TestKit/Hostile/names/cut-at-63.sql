-- loss: a name that is too long is cut to that of the table
-- history
CREATE TABLE a_name_that_is_exactly_sixty_three_bytes_long_for_the_test_of_it (id int PRIMARY KEY, t text);
-- seed
INSERT INTO a_name_that_is_exactly_sixty_three_bytes_long_for_the_test_of_it VALUES (1, 'x');
-- proposal
DROP TABLE a_name_that_is_exactly_sixty_three_bytes_long_for_the_test_of_it_all;
