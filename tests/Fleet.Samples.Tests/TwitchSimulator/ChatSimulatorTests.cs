using Fleet.TestKit.Ipc;
using TwitchSimulator;

namespace Fleet.Samples.Tests.TwitchSimulator;

public sealed class ChatSimulatorTests
{
    [Fact]
    public async Task Simulator_AnswersQueriesReportsStatsAndSumsUp()
    {
        var fleet = new InMemoryFleet();
        var simulator = new WorkerUnderTest<ChatSimulator>(
            fleet.Add(SlotName.Service("simulator")), WorkerName.Parse("simulator#1"), [], ("port", "0"), ("channels", "ada, grace"), ("messagesPerSecond", "0"));
        await simulator.StartAsync();
        await using var bot = await RawClient.JoinAsync(simulator.Worker.Port, "bot", "grace");
        var asker = fleet.Add(SlotName.Cluster(0));

        var report = await asker.CommandAsync<SimulatorReport>(Target.Service("simulator"), new SetRate(7));
        (report.Connections, report.JoinedRooms, report.MessagesPerSecond).ShouldBe((1, 1, 7d));
        (await asker.CommandAsync<SimulatorReport>(Target.Service("simulator"), new SimulatorQuery())).MessagesPerSecond.ShouldBe(7);
        (await Should.ThrowAsync<CommandException>(asker.CommandAsync<SimulatorReport>(Target.Service("simulator"), new SetRate(-1)))).Error.ShouldBe(CommandError.Faulted);
        simulator.Stats().Keys.ShouldBe(["sent", "answered", "missing", "double", "late", "connections"], ignoreOrder: true);

        await simulator.DisposeAsync();
        simulator.Log.Lines.Last().ShouldEndWith(": 0 answered, 0 missing, 0 double");
    }

    [Fact]
    public void Settings_ThatAreWrong_AreAllNamed()
    {
        var fleet = new InMemoryFleet();
        var simulator = new WorkerUnderTest<ChatSimulator>(
            fleet.Add(SlotName.Service("simulator")), WorkerName.Parse("simulator#1"), [], ("port", "99999"), ("channels", "a b"), ("pingShare", "0.9"), ("statsShare", "0.9"), ("seed", "x"));

        var message = Should.Throw<ArgumentException>(simulator.StartAsync).Message;
        foreach (var key in new[] { "port:", "channels:", "pingShare and statsShare:", "seed:" }) message.ShouldContain(key);
    }
}
