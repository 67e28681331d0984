using Fleet.TestKit.Time;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Tests.Messaging;

public class IncomingCommandTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void TimeLeft_RunsDownToZero()
    {
        using var command = Command();
        command.TimeLeft.ShouldBe(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(1));

        _time.Advance(TimeSpan.FromSeconds(4));
        command.TimeLeft.ShouldBe(TimeSpan.FromSeconds(6), TimeSpan.FromMilliseconds(1));

        _time.Advance(TimeSpan.FromSeconds(60));
        command.TimeLeft.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Cancellation_EndsWhenTheCallerNoLongerWaits()
    {
        using var command = Command();
        _time.Advance(TimeSpan.FromSeconds(4));
        var token = command.Cancellation;

        _time.Advance(TimeSpan.FromSeconds(5.9));
        token.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));

        token.IsCancellationRequested.ShouldBeTrue();
        command.Cancellation.ShouldBe(token);
    }

    [Fact]
    public void Cancellation_NeverRead_CostsNoTimer()
    {
        Command().Dispose();

        _time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public void Cancellation_AfterTheEnd_IsCancelledAndLeavesNoTimer()
    {
        var command = Command();
        var before = command.Cancellation;
        command.Dispose();

        command.Cancellation.IsCancellationRequested.ShouldBeTrue();
        before.IsCancellationRequested.ShouldBeFalse();
        _time.ArmedTimers.ShouldBe(0);

        var unread = Command();
        unread.Dispose();
        unread.Cancellation.IsCancellationRequested.ShouldBeTrue();
        _time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Cancellation_ReadWhileTheCommandEnds_NeverThrows()
    {
        for (var round = 0; round < 20_000; round++)
        {
            var command = Command();
            var reading = Task.Run(() => _ = command.Cancellation.CanBeCanceled);
            command.Dispose();
            await reading.WithDeadline();
        }

        _time.ArmedTimers.ShouldBe(0);
    }

    private IncomingCommand Command() => new(null, TimeSpan.FromSeconds(10), _time.GetTimestamp(), _time);
}
