using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Messages;

public sealed class EventTests
{
    private const string AllInOrder = "10000 received, 10000 different, in order, from 1 to 10000";

    [Fact]
    public async Task Events_ToEveryKindOfTarget_ArriveOnceAndInOrder()
    {
        // Each sender has targets of its own, so that what one received can be told by the sender's name.
        string[] services = ["one", "two", "three", "four", "five"];
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(2, services), [.. services, "cluster-0", "cluster-1"]);
        (string Sender, string Target, string[] Receivers)[] sendings =
        [
            ("one", "two", ["two"]),
            ("two", "cluster-1", ["cluster-1"]),
            ("three", "clusters", ["cluster-0", "cluster-1"]),
            ("four", "services", services),
            ("five", "everyone", [.. services, "cluster-0", "cluster-1"]),
        ];

        var sent = await Task.WhenAll(sendings.Select(sending => fleet.TellAsync($"{sending.Sender}#1", $"events {sending.Target} 10000")));

        sent.ShouldAllBe(answer => answer == "10000 sent");
        foreach (var (sender, _, receivers) in sendings)
            foreach (var receiver in receivers)
                (await fleet.TellAsync($"{receiver}#1", $"received {sender}")).ShouldBe(AllInOrder, $"{receiver} from {sender}");
    }

    [Fact]
    public async Task Event_ToTheAdmiral_ArrivesOnce()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(0, "one"), "one");

        (await fleet.TellAsync("one#1", "events admiral 5")).ShouldBe("5 sent");
        // A question to the Admiral comes behind the events on the same link.
        (await fleet.TellAsync("one#1", "ask admiral 1")).ShouldStartWith("error NoHandler");

        fleet.Log.Lines.Count(line => line.Contains("one#1 sent event \"numbered\" to the Admiral", StringComparison.Ordinal)).ShouldBe(6);
    }
}
