using Fleet.Admiral.CommandLine;
using Fleet.Admiral.Hosting;

// A running fleet treats signals as orders, see StopSignals; for the other verbs they end the waiting.
using var interrupts = args is ["run", ..] ? null : new Interrupts();
return await FleetCommandLine.RunAsync(args, new FleetRunner(TimeProvider.System), Surroundings.OfThisProcess(), interrupts?.Token ?? CancellationToken.None);
