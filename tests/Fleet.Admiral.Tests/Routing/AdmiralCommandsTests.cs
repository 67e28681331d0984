using Fleet.Protocol.Payloads;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Routing;

public sealed class AdmiralCommandsTests : IAsyncDisposable
{
    private readonly RoutingUnderTest _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Command_IsReadAsItsType_AndAnsweredToTheOneWhoAsks()
    {
        _fleet.Commands.Add<int, string>("fleet.test", (number, request) => Task.FromResult($"{request.From} said {number}"));
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Admiral, "fleet.test", "\u0007");

        (await bot.ReceivedAsync(1))[0].ShouldEndWith("cluster-0#3 said 7");
    }

    [Fact]
    public async Task Command_ThatCannotBeRead_IsBad()
    {
        _fleet.Commands.Add<int, string>("fleet.test", (_, _) => Task.FromResult(""));
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Admiral, "fleet.test", "hi");

        (await bot.ReceivedAsync(1))[0].ShouldStartWith("reply 1: BadCommand The command could not be read as Int32");
    }

    [Theory]
    [InlineData(CommandError.Refused)]
    [InlineData(CommandError.Busy)]
    public async Task CommandException_OfAHandler_ReachesTheWorkerAsItIs(CommandError error)
    {
        _fleet.Commands.Add<string>("fleet.test", _ => throw new CommandException(error, "not now"));
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Admiral, "fleet.test", "");

        (await bot.ReceivedAsync(1)).ShouldBe([$"reply 1: {error} not now"]);
    }

    [Fact]
    public async Task Cancellation_EndsAtTheWorkersDeadline_AndSoDoesTheCommand()
    {
        _fleet.Commands.Add("fleet.test", async request =>
        {
            await new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task.WaitAsync(request.Cancellation);
            return "never";
        });
        _fleet.Commands.Add("fleet.here", _ => Task.FromResult(""));
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        bot.SendCommand(1, Target.Admiral, "fleet.test", "", timeout: 2000);
        bot.SendCommand(2, Target.Admiral, "fleet.here", "");
        await bot.ReceivedAsync(1);

        _fleet.Time.Advance(TimeSpan.FromSeconds(2));

        (await bot.ReceivedAsync(2))[1].ShouldStartWith("reply 1: TimedOut");
    }

    [Fact]
    public async Task Cancellation_EndsWithTheWorker()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fleet.Commands.Add("fleet.test", async request =>
        {
            request.Cancellation.Register(cancelled.SetResult);
            await cancelled.Task;
            return "";
        });
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        bot.SendCommand(1, Target.Admiral, "fleet.test", "");

        await bot.LoseAsync();

        await cancelled.Task.WithDeadline();
    }

    [Fact]
    public async Task MoreCommandsThanABoundAtOnce_AreRefusedAsBusy_OfThatWorkerOnly()
    {
        var open = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _fleet.Commands.Add("fleet.test", _ => open.Task);
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        var other = await _fleet.ActivateAsync("cluster-1#1");

        for (ulong i = 1; i <= 1025; i++) bot.SendCommand(i, Target.Admiral, "fleet.test", "");
        (await bot.ReceivedAsync(1)).ShouldBe(["reply 1025: Busy 1024 commands of cluster-0#3 to the Admiral wait for their answers already."]);
        _fleet.Figures.CommandsBusy.ShouldBe(1);
        other.SendCommand(1, Target.Admiral, "fleet.test", "");
        open.SetResult("done");

        (await other.ReceivedAsync(1)).ShouldBe([$"reply 1: {Text("done")}"]);
        await bot.ReceivedAsync(1025);
        bot.SendCommand(2000, Target.Admiral, "fleet.test", "");
        (await bot.ReceivedAsync(1026))[1025].ShouldBe($"reply 2000: {Text("done")}");
    }

    [Fact]
    public async Task Announcement_ReachesTheSlotsNamed_OrTheOneLink_FromTheAdmiral()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        var standby = await _fleet.LinkAsync("cluster-0#4");

        _fleet.Router.Announce([_fleet.Routes[SlotName.Cluster(0)]], "fleet.note", "one"u8);
        _fleet.Router.Announce(standby.Link, "fleet.note", "two"u8).ShouldBeTrue();

        (await bot.ReceivedAsync(1)).ShouldBe(["event fleet.note from : one"]);
        (await standby.ReceivedAsync(1)).ShouldBe(["event fleet.note from : two"]);
    }

    private static string Text(string value)
    {
        var payload = new System.Buffers.ArrayBufferWriter<byte>();
        new ContractlessPayloadSerializer().Serialize(value, payload);
        return System.Text.Encoding.UTF8.GetString(payload.WrittenSpan);
    }
}
