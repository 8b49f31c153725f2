/** Stateful fake platforms, faults, fake time, a leak probe, and the contract that every platform module passes. */
package io.gatepass.testkit;
