using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Protocol.Framing;

namespace Fleet.Benchmarks.Relay;

/// <summary>The three processes over bare sockets. Frames have one fixed length, so nobody parses.</summary>
internal static class RawLink
{
    private const int FrameBytes = FramePrefix.Bytes + RelayCase.BodyBytes;
    private const int BufferBytes = 64 * 1024;

    public static void Relay(Socket client, Socket[] services)
    {
        OnThread(() => Copy(client, services));
        foreach (Socket service in services)
            OnThread(() => Copy(service, [client]));
    }

    public static void Serve(RelayCase what, Socket socket) => OnThread(() =>
    {
        if (what.Kind is RelayCaseKind.Echo)
            Copy(socket, [socket]);
        else
            Count(socket);
    });

    public static void Call(RelayCase what, Socket socket, RelayClock clock)
    {
        if (what.Kind is RelayCaseKind.Echo)
            Echo(what, socket, clock);
        else
            Stream(what, socket, clock);
    }

    private static void OnThread(ThreadStart run) => new Thread(run, 256 * 1024) { IsBackground = true }.Start();

    private static void Copy(Socket from, Socket[] to)
    {
        byte[] buffer = new byte[BufferBytes];
        int received;
        while ((received = from.Receive(buffer)) > 0)
        {
            foreach (Socket socket in to)
                socket.Send(buffer.AsSpan(0, received));
        }
    }

    private static void Count(Socket socket)
    {
        byte[] buffer = new byte[BufferBytes];
        long count = 0;
        int held = 0;
        int received;
        while ((received = socket.Receive(buffer.AsSpan(held))) > 0)
        {
            held += received;
            int at = 0;
            for (; held - at >= FrameBytes; at += FrameBytes)
            {
                Span<byte> body = buffer.AsSpan(at + FramePrefix.Bytes, RelayCase.BodyBytes);
                count = body[0] is RelayBody.ResetCount ? 0 : count + 1;
                if (body[0] is not RelayBody.TellCount)
                    continue;
                RelayBody.Write(body, RelayBody.TellCount, count);
                socket.Send(buffer.AsSpan(at, FrameBytes));
            }

            buffer.AsSpan(at, held - at).CopyTo(buffer);
            held -= at;
        }
    }

    private static void Echo(RelayCase what, Socket socket, RelayClock clock)
    {
        byte[] buffer = new byte[what.InFlight * FrameBytes];
        for (int i = 0; i < what.InFlight; i++)
            Stamp(buffer.AsSpan(i * FrameBytes), RelayBody.Ordinary, Stopwatch.GetTimestamp());
        socket.Send(buffer);
        int held = 0;
        while (true)
        {
            held += socket.Receive(buffer.AsSpan(held));
            int whole = held / FrameBytes * FrameBytes;
            for (int at = 0; at < whole; at += FrameBytes)
            {
                Span<byte> frame = buffer.AsSpan(at, FrameBytes);
                if (!clock.Note(1, RelayBody.Number(frame[FramePrefix.Bytes..])))
                    return;
                Stamp(frame, RelayBody.Ordinary, Stopwatch.GetTimestamp());
            }

            socket.Send(buffer.AsSpan(0, whole));
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
        }
    }

    private static void Stream(RelayCase what, Socket socket, RelayClock clock)
    {
        byte[] frame = new byte[FrameBytes];
        bool begun;
        while (clock.StreamGoesOn(out begun))
        {
            Stamp(frame, begun ? RelayBody.ResetCount : RelayBody.Ordinary, 0);
            socket.Send(frame);
        }

        Stamp(frame, RelayBody.TellCount, 0);
        socket.Send(frame);
        long deliveries = 0;
        for (int i = 0; i < what.Services; i++)
        {
            for (int held = 0; held < FrameBytes;)
                held += socket.Receive(frame.AsSpan(held));
            deliveries += RelayBody.Number(frame.AsSpan(FramePrefix.Bytes));
        }

        clock.ReportStream(deliveries);
    }

    private static void Stamp(Span<byte> frame, byte mark, long number)
    {
        FramePrefix.Write(frame, RelayCase.BodyBytes);
        RelayBody.Write(frame[FramePrefix.Bytes..], mark, number);
    }
}
