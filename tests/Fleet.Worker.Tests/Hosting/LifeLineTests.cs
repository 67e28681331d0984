using System.IO.Pipes;
using System.Text;
using Fleet.TestKit.Time;
using Fleet.Worker.Hosting;

namespace Fleet.Worker.Tests.Hosting;

public class LifeLineTests
{
    [Fact]
    public void FirstLine_IsRead_AndNothingBehindIt()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("the ticket ü\nmore"));

        new LifeLine(input).ReadTicketLine().ShouldBe("the ticket ü");

        input.Position.ShouldBe("the ticket ü\n"u8.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no end")]
    public void Input_ThatEndsBeforeItsLine_HasNone(string text) =>
        new LifeLine(new MemoryStream(Encoding.UTF8.GetBytes(text))).ReadTicketLine().ShouldBeNull();

    [Fact]
    public void Line_WithoutEnd_IsGivenUp()
    {
        using var input = new MemoryStream(new byte[100_000]);

        new LifeLine(input).ReadTicketLine().ShouldBeNull();

        input.Position.ShouldBe(4096);
    }

    [Fact]
    public async Task End_OfTheInput_IsTold_BytesAreNot()
    {
        await using var admiral = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var worker = new AnonymousPipeClientStream(PipeDirection.In, admiral.ClientSafePipeHandle);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        admiral.Write("ticket\n"u8);
        var line = new LifeLine(worker);
        line.ReadTicketLine().ShouldBe("ticket");
        line.Watch(ended.SetResult);

        admiral.Write("noise"u8);
        ended.Task.IsCompleted.ShouldBeFalse();
        admiral.Dispose();

        await ended.Task.WithDeadline();
    }

    [Fact]
    public async Task Input_ThatBreaks_IsAnEndToo()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        new LifeLine(new BrokenStream()).Watch(ended.SetResult);

        await ended.Task.WithDeadline();
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int ReadByte() => throw new IOException("broken");
    }
}
