using Fleet.TestKit.Time;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Tests.Messaging;

public class HandlersInHandTests
{
    private readonly HandlersInHand _inHand = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Wait_WithNothingInHand_EndsAtOnce() =>
        (await _inHand.WaitIdleAsync(TimeSpan.FromSeconds(1), _time).WithDeadline()).ShouldBeTrue();

    [Fact]
    public async Task Wait_EndsWithTheLastHandler()
    {
        _inHand.Begin();
        _inHand.Begin();
        var idle = _inHand.WaitIdleAsync(TimeSpan.FromSeconds(1), _time);

        _inHand.End();
        idle.IsCompleted.ShouldBeFalse();
        _inHand.End();

        (await idle.WithDeadline()).ShouldBeTrue();
        _inHand.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Wait_PastItsPatience_SaysSo_AndALaterOneStillWorks()
    {
        _inHand.Begin();
        var idle = _inHand.WaitIdleAsync(TimeSpan.FromSeconds(1), _time);

        _time.Advance(TimeSpan.FromSeconds(1));

        (await idle.WithDeadline()).ShouldBeFalse();
        var again = _inHand.WaitIdleAsync(TimeSpan.FromSeconds(1), _time);
        _inHand.End();
        (await again.WithDeadline()).ShouldBeTrue();
    }

    [Fact]
    public async Task Wait_RacingWithTheLastEnd_NeverMissesIt()
    {
        for (var round = 0; round < 20_000; round++)
        {
            _inHand.Begin();
            var end = Task.Run(_inHand.End);

            // The clock stands still: a missed end would wait for ever.
            (await _inHand.WaitIdleAsync(TimeSpan.FromSeconds(1), _time).WithDeadline()).ShouldBeTrue();
            await end;
        }
    }
}
