// Package predict says what each customer is worth: whether she is still a
// customer, how often she will buy again, and what she will spend.
//
// The models themselves are pure and live in stat; here they meet the data.
package predict
