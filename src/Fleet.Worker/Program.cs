using Fleet.Protocol.Handshake;
using Fleet.Worker.Hosting;

OwnProcessGroup.Enter();
var input = Console.OpenStandardInput();
var lifeLine = new LifeLine(input);
if (!LaunchTicket.TryParse(lifeLine.ReadTicketLine(), out var ticket))
{
    await Console.Error.WriteLineAsync("This program is started by an Admiral: run \"fleet run\".");
    return WorkerExitCodes.NotLaunchedByAdmiral;
}

lifeLine.Watch(OwnProcessGroup.KillAll);

// The life line is not the bot's to read.
Console.SetIn(TextReader.Null);
var end = new ProcessEnd();
var code = await WorkerRun.RunAsync(ticket, end, TimeProvider.System);
end.GuardAgainstHangs();
return code;
