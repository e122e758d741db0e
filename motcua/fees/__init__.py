"""What is charged and who pays it: dated fee rules and the quotes given at reception. Paying comes later."""
