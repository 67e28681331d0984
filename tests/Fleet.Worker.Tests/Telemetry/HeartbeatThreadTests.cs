using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;
using Fleet.Worker.Telemetry;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Telemetry;

public class HeartbeatThreadTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public async Task Thread_Started_SendsABeatOnTheControlLane_AndFlushes()
    {
        _worker.InHand.Begin();
        using var heartbeat = new HeartbeatThread(_worker.Link, _worker.Calls, _worker.InHand, _worker.Time);

        heartbeat.Start();
        await _worker.Link.FramesAsync(1);

        var reader = new MsgPackReader(_worker.Link.Frames[0]);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.Heartbeat);
        Heartbeat.Read(ref reader, fields).InHand.ShouldBe(1);
        _worker.Link.Lanes[0].ShouldBe(SendLane.Control);
    }

    [Fact]
    public async Task Thread_Started_SweepsCommandsPastTheirDeadline()
    {
        var asked = _worker.Ipc.CommandAsync<Note>(Target.Service("stats"), new Note(""));
        using var heartbeat = new HeartbeatThread(_worker.Link, _worker.Calls, _worker.InHand, _worker.Time);
        _worker.Time.Advance(TimeSpan.FromSeconds(11));

        heartbeat.Start();

        (await Should.ThrowAsync<CommandException>(asked.WithDeadline())).Error.ShouldBe(CommandError.TimedOut);
    }
}
