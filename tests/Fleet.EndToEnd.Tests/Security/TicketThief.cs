using Fleet.EndToEnd.Tests.Probes;
using Fleet.Protocol.Handshake;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Security;

/// <summary>A copy of the program whose worker is a script that notes its ticket: the only way for a test to have a token, which is told on standard input alone.</summary>
internal static class TicketThief
{
    /// <summary>The script then becomes the real worker, and hands the ticket on.</summary>
    public static FleetFile LetJoin(FleetFile file) => Install(file, """exec 3<&0; exec "$here/Real.Worker" < <(printf '%s\n' "$ticket"; exec cat <&3)""");

    /// <summary>The script then does nothing more.</summary>
    public static FleetFile KeepFromJoining(FleetFile file) => Install(file, "exec sleep 1000");

    /// <summary>The token of a worker whose ticket was noted.</summary>
    public static async Task<byte[]> TokenAsync(FleetProcess fleet, string worker)
    {
        await fleet.Log.WaitForLineAsync(line => line.EndsWith($"{worker} | ticket noted", StringComparison.Ordinal), "the script noted the ticket");
        LaunchTicket.TryParse(await File.ReadAllTextAsync(fleet.File["tickets", worker]), out var ticket).ShouldBeTrue();
        return ticket.Token;
    }

    private static FleetFile Install(FleetFile file, string then)
    {
        var tickets = Directory.CreateDirectory(file["tickets"]).FullName;
        return WorkerScript.Install(file, $"""
            IFS= read -r ticket
            printf '%s' "$ticket" > "{tickets}/$FLEET_WORKER"
            echo 'ticket noted'
            {then}
            """);
    }
}
