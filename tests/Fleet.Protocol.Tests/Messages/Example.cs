using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

/// <summary>One frame of every kind: its golden bytes, how it is written, and how it is read back into a text.</summary>
internal sealed record Example(MessageKind Kind, string Hex, Func<byte[]> Write, Example.Reader Read, string Told)
{
    public delegate string Reader(ref MsgPackReader reader, int fields);

    private static readonly byte[] s_payload = [0xa2, 0x68, 0x69];
    private static readonly byte[] s_token = [.. Enumerable.Range(0, LaunchTicket.TokenLength).Select(i => (byte)i)];
    private static readonly Fault s_fault = new(FaultStage.Activate, true, "FLEET1", "what", "where", "why", "fix", null);
    private static readonly LogLine s_line = new(3, 5, "Bot", "hello", null);
    private static readonly FanOutNotice s_notice = new(42, [SlotName.Cluster(0), SlotName.Service("stats")]);

    private static readonly Welcome s_welcome = new()
    {
        Identity = new WorkerIdentity("f", "h", WorkerName.Parse("cluster-3#7"), 2),
        PluginPath = "/b.dll",
        PluginSource = "/s.dll",
        ConfigKey = "bot",
        Settings = new Dictionary<string, string?> { ["a"] = "1", ["b"] = null },
        Assignment = new WorkAssignment([6, 7], 8, ["x"]),
        CommandTimeout = TimeSpan.FromSeconds(10),
        StartDeadline = TimeSpan.FromSeconds(60),
        DrainPatience = TimeSpan.FromSeconds(2),
        LeastLogLevel = 1,
        StartingStatus = "z",
        FetchTimeout = TimeSpan.FromSeconds(5),
        EvalTimeout = TimeSpan.FromSeconds(10),
    };

    public static IReadOnlyList<Example> All { get; } =
    [
        new(MessageKind.Hello, "94 01 01 ab636c75737465722d332337 c420000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            () => Frames.Of(new Hello(1, WorkerName.Parse("cluster-3#7"), s_token).Write),
            (ref MsgPackReader r, int f) => Hello.Read(ref r, f) is var m ? $"{m.Version} {m.Worker} {Convert.ToHexStringLower(m.Token)}" : "",
            "1 cluster-3#7 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
        Bare(MessageKind.Ready, "91 02"),
        Bare(MessageKind.Activated, "91 03"),
        new(MessageKind.Drained, "92 04 02 a26869",
            () => Frames.Of(h => new Drained(2, s_payload).Write(h), s_payload),
            (ref MsgPackReader r, int f) => Drained.Read(ref r, f) is var m ? $"{m.InHand} {Hexadecimal(m.State)}" : "",
            "2 a26869"),
        new(MessageKind.Fault, "93 05 01 c3 96 a6464c45455431 a477686174 a57768657265 a3776879 a3666978 c0",
            () => Frames.Of(s_fault.WriteHeader, Frames.Payload(s_fault.WritePayload)),
            (ref MsgPackReader r, int f) => Fault.Read(ref r, f) is var m ? $"{m.Stage} {m.Permanent} {m}" : "",
            "Activate True FLEET1 what (where): why. fix"),
        Bare(MessageKind.Goodbye, "91 06"),
        new(MessageKind.Heartbeat, "94 07 0c cd012c 03",
            () => Frames.Of(new Heartbeat(12, 300, 3).Write),
            (ref MsgPackReader r, int f) => Heartbeat.Read(ref r, f).ToString(),
            "Heartbeat { PoolDelayMilliseconds = 12, DispatchDelayMilliseconds = 300, InHand = 3 }"),
        new(MessageKind.LogLine, "93 08 03 05 93 a3426f74 a568656c6c6f c0",
            () => Frames.Of(s_line.WriteHeader, Frames.Payload(s_line.WritePayload)),
            (ref MsgPackReader r, int f) => LogLine.Read(ref r, f) is var m ? $"{m.Level} {m.DroppedBefore} {m.Category} {m.Message} {m.Exception ?? "-"}" : "",
            "3 5 Bot hello -"),
        new(MessageKind.StatsAnswer, "92 09 2a a26869",
            () => Frames.Of(h => new StatsAnswer(42, s_payload).Write(h), s_payload),
            (ref MsgPackReader r, int f) => StatsAnswer.Read(ref r, f) is var m ? $"{m.Collection} {Hexadecimal(m.Stats)}" : "",
            "42 a26869"),
        new(MessageKind.EventSend, "94 10 07c0 a8616e6e6f756e6365 a26869",
            () => Frames.Of(h => EventSend.Write(h, Target.Everyone, "announce"u8), s_payload),
            (ref MsgPackReader r, int f) => EventSend.Read(ref r, f) is var m ? $"{m.Target.Kind} {Text(m.Name)} {Hexadecimal(m.Payload)}" : "",
            "Everyone announce a26869"),
        new(MessageKind.CommandSend, "96 11 2a 01a57374617473 aa436f756e745175657279 cd2710 a26869",
            () => Frames.Of(h => CommandSend.Write(h, 42, Target.Service("stats"), "CountQuery"u8, 10_000), s_payload),
            (ref MsgPackReader r, int f) => CommandSend.Read(ref r, f) is var m ? $"{m.Correlation} {m.Target.Kind} {Text(m.Target.Name)} {Text(m.Name)} {m.TimeoutMilliseconds} {Hexadecimal(m.Payload)}" : "",
            "42 Service stats CountQuery 10000 a26869"),
        new(MessageKind.ReplySend, "93 12 cf0000000700000001 07 a26869",
            () => Frames.Of(h => ReplySend.Write(h, (7UL << 32) | 1, CommandError.Faulted), s_payload),
            (ref MsgPackReader r, int f) => ReplySend.Read(ref r, f) is var m ? $"{m.Correlation} {m.Error} {Hexadecimal(m.Payload)}" : "",
            $"{(7UL << 32) | 1} 7 a26869"),
        new(MessageKind.Welcome, "91 20 dc0013 a166 a168 ab636c75737465722d332337 02 a62f622e646c6c a62f732e646c6c c0 a3626f74 82a161a131a162c0 920607 08 91a178 cd2710 cdea60 cd07d0 01 a17a cd1388 cd2710",
            () => Frames.Of(Welcome.WriteHeader, Frames.Payload(s_welcome.WritePayload)),
            (ref MsgPackReader r, int f) => Welcome.Read(ref r, f) is var m
                ? $"{m.Identity.Fleet} {m.Identity.Host} {m.Identity.Name} {m.Identity.Generation} {m.PluginPath} {m.PluginSource ?? "-"} {m.PluginClass ?? "-"} {m.ConfigKey} {string.Join(',', m.Settings.Select(s => $"{s.Key}={s.Value ?? "-"}"))} "
                    + $"{string.Join(',', m.Assignment.Shards)}/{m.Assignment.ShardCount} {string.Join(',', m.Assignment.Channels)} {m.CommandTimeout} {m.StartDeadline} {m.DrainPatience} {m.LeastLogLevel} {m.StartingStatus ?? "-"} {m.FetchTimeout} {m.EvalTimeout}"
                : "",
            "f h cluster-3#7 2 /b.dll /s.dll - bot a=1,b=- 6,7/8 x 00:00:10 00:01:00 00:00:02 1 z 00:00:05 00:00:10"),
        new(MessageKind.Activate, "92 21 cd2710 a26869",
            () => Frames.Of(h => Activate.Write(h, 10_000), s_payload),
            (ref MsgPackReader r, int f) => Activate.Read(ref r, f) is var m ? $"{m.DeadlineMilliseconds} {Hexadecimal(m.State)}" : "",
            "10000 a26869"),
        new(MessageKind.Deactivate, "92 22 cd2710",
            () => Frames.Of(new Deactivate(10_000).Write),
            (ref MsgPackReader r, int f) => Deactivate.Read(ref r, f).ToString(),
            "Deactivate { DeadlineMilliseconds = 10000 }"),
        new(MessageKind.Stop, "93 23 01 cd1388",
            () => Frames.Of(new StopOrder(StopReason.Replaced, 5_000).Write),
            (ref MsgPackReader r, int f) => StopOrder.Read(ref r, f).ToString(),
            "StopOrder { Reason = Replaced, DeadlineMilliseconds = 5000 }"),
        new(MessageKind.StatsAsk, "92 24 2a",
            () => Frames.Of(new StatsAsk(42).Write),
            (ref MsgPackReader r, int f) => StatsAsk.Read(ref r, f).ToString(),
            "StatsAsk { Collection = 42 }"),
        new(MessageKind.EventDelivery, "93 30 ab636c75737465722d332337 a8616e6e6f756e6365 a26869",
            () => Frames.Of(h => EventDelivery.Write(h, "cluster-3#7"u8, "announce"u8), s_payload),
            (ref MsgPackReader r, int f) => EventDelivery.Read(ref r, f) is var m ? $"{Text(m.From)} {Text(m.Name)} {Hexadecimal(m.Payload)}" : "",
            "cluster-3#7 announce a26869"),
        new(MessageKind.CommandDelivery, "95 31 07 c0 aa436f756e745175657279 cd2710 a26869",
            () => Frames.Of(h => CommandDelivery.Write(h, 7, default, "CountQuery"u8, 10_000), s_payload),
            (ref MsgPackReader r, int f) => CommandDelivery.Read(ref r, f) is var m ? $"{m.Correlation} '{Text(m.From)}' {Text(m.Name)} {m.TimeoutMilliseconds} {Hexadecimal(m.Payload)}" : "",
            "7 '' CountQuery 10000 a26869"),
        new(MessageKind.ReplyDelivery, "94 32 2a a57374617473 00 a26869",
            () => Frames.Of(h => ReplyDelivery.Write(h, 42, "stats"u8, 0), s_payload),
            (ref MsgPackReader r, int f) => ReplyDelivery.Read(ref r, f) is var m ? $"{m.Correlation} {Text(m.Slot)} {m.Error} {Hexadecimal(m.Payload)}" : "",
            "42 stats 0 a26869"),
        new(MessageKind.FanOutNotice, "92 33 2a 92 a9636c75737465722d30 a57374617473",
            () => Frames.Of(s_notice.WriteHeader, Frames.Payload(s_notice.WritePayload)),
            (ref MsgPackReader r, int f) => FanOutNotice.Read(ref r, f) is var m ? $"{m.Correlation} {string.Join(',', m.Slots)}" : "",
            "42 cluster-0,stats"),
        new(MessageKind.GapNotice, "92 34 05",
            () => Frames.Of(new GapNotice(5).Write),
            (ref MsgPackReader r, int f) => GapNotice.Read(ref r, f).ToString(),
            "GapNotice { Count = 5 }"),
    ];

    public byte[] Bytes => Convert.FromHexString(Hex.Replace(" ", "", StringComparison.Ordinal));

    public static Example Of(MessageKind kind) => All.Single(e => e.Kind == kind);

    /// <summary>Reads a whole body as the example's kind.</summary>
    public string ReadBody(ReadOnlySpan<byte> body)
    {
        var reader = new MsgPackReader(body);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(Kind);
        return Read(ref reader, fields);
    }

    public override string ToString() => Kind.ToString();

    private static Example Bare(MessageKind kind, string hex) => new(
        kind,
        hex,
        () => Frames.Of(h => MessageHeader.WriteBare(kind, h)),
        (ref MsgPackReader r, int f) =>
        {
            MessageHeader.Expect(f, 0);
            r.ExpectEnd();
            return "";
        },
        "");

    private static string Text(ReadOnlySpan<byte> utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    private static string Hexadecimal(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
