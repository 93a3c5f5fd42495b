// Package campaign runs one audience, one touch point and one content from draft to proof.
package campaign
