using System.Text;
using Fleet.Twitch.Irc;

namespace Fleet.Twitch.Tests.Irc;

public sealed class IrcParserTests
{
    [Fact]
    public void Line_WithEverything_IsTakenApart()
    {
        var message = Parse("@id=abc;display-name=Ada :ada!ada@ada.tmi.twitch.tv PRIVMSG #room :hello : world");

        message.Tag("id").ShouldBe("abc");
        message.Tag("display-name").ShouldBe("Ada");
        message.Nick.ToString().ShouldBe("ada");
        message.Command.ToString().ShouldBe("PRIVMSG");
        message.ParameterCount.ShouldBe(2);
        message.Parameter(0).ToString().ShouldBe("#room");
        message.Parameter(1).ToString().ShouldBe("hello : world");
        message.Parameter(2).ToString().ShouldBe("");
    }

    [Theory]
    [InlineData("PING", "PING", "")]
    [InlineData("PING :", "PING", "")]
    [InlineData("PING   x   y", "PING", "x|y")]
    [InlineData(":src JOIN :#chan", "JOIN", "#chan")]
    [InlineData(":tmi.twitch.tv CLEARCHAT #room viewer", "CLEARCHAT", "#room|viewer")]
    [InlineData("@a=b   :src   CMD   a   :  b ", "CMD", "a|  b ")]
    public void Line_WithOddSpacing_KeepsItsParameters(string line, string command, string parameters)
    {
        var message = Parse(line);
        var found = Enumerable.Range(0, message.ParameterCount).Select(i => Parse(line).Parameter(i).ToString());

        message.Command.ToString().ShouldBe(command);
        string.Join('|', found).ShouldBe(parameters);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("@only=tags")]
    [InlineData("@only=tags ")]
    [InlineData(":only.a.prefix")]
    [InlineData("@a=b :c ")]
    public void Line_WithoutACommand_IsRefused(string line) => IrcParser.TryParse(line, out _).ShouldBeFalse();

    [Theory]
    [InlineData("@gifs=0-3|x|https://a.example/?b=c&d=e;z=1 PRIVMSG", "gifs", "0-3|x|https://a.example/?b=c&d=e")]
    [InlineData("@z=1;a=2 PRIVMSG", "a", "2")]
    [InlineData("@a=1;a=2 PRIVMSG", "a", "2")]
    [InlineData("@a PRIVMSG", "a", "")]
    [InlineData("@a= PRIVMSG", "a", "")]
    [InlineData("@;;a=1;; PRIVMSG", "a", "1")]
    [InlineData("@aa=1 PRIVMSG", "a", null)]
    [InlineData("PRIVMSG", "a", null)]
    [InlineData(@"@a=\:\s\\\r\nx\y\ PRIVMSG", "a", "; \\\r\nxy")]
    public void Tag_InAnyShape_IsFound(string line, string name, string? value) => Parse(line).Tag(name).ShouldBe(value);

    [Fact]
    public void Tags_EscapedAndUnescaped_AreTheSame()
    {
        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var value = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => ";: \\\r\nab="[random.Next(9)])]);
            IrcTagText.Unescape(IrcTagText.Escape(value)).ShouldBe(value);
        }
    }

    [Fact]
    public void HostileBytes_OfAnyKind_NeverThrow()
    {
        var random = new Random(20);
        var pieces = new[] { "@", ":", " ", "  ", ";", "=", "\\", "PRIVMSG", "#a", "id", "\0", "\r", "001", "PING", "slow", "NOTICE", "CAP" };
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new List<byte>();
            for (var i = random.Next(20); i > 0; i--)
                if (random.Next(3) == 0) bytes.Add((byte)random.Next(256));
                else bytes.AddRange(Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
            bytes.Add((byte)'\n');

            foreach (var line in Lines([.. bytes], random))
            {
                line.ShouldNotContain('\n');
                if (!IrcParser.TryParse(line, out var message)) continue;
                message.Command.Length.ShouldBeGreaterThan(0);
                message.Command.Contains(' ').ShouldBeFalse();
                for (var i = message.ParameterCount; i >= 0; i--) _ = message.Parameter(i).Length;
                _ = message.Tag("id");
                _ = message.Nick.Length;
                if (ChatMessage.Read(message, null) is { } chat) _ = (chat.ToString(), chat.SentAt, chat.DisplayName, chat.Key);
            }
        }
    }

    private static IrcMessage Parse(string line)
    {
        IrcParser.TryParse(line, out var message).ShouldBeTrue();
        return message;
    }

    private static List<string> Lines(byte[] bytes, Random random)
    {
        var buffer = new IrcLineBuffer();
        var lines = new List<string>();
        for (var at = 0; at < bytes.Length;)
        {
            var count = random.Next(1, bytes.Length - at + 1);
            bytes.AsSpan(at, count).CopyTo(buffer.Free().Span);
            buffer.Advance(count);
            at += count;
            while (buffer.TryTake(out var line)) lines.Add(line);
        }
        return lines;
    }
}
