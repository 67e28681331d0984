using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading.Preflight;

public sealed class ContentCheckTests : PluginTest
{
    public static TheoryData<byte[], string> Contents => new()
    {
        { [], "The file is empty." },
        { "\u007fELF\u0002\u0001\u0001\0\0\0\0\0"u8.ToArray(), "It is a native Linux program or library." },
        { "PK\u0003\u0004\0\0\0\0"u8.ToArray(), "It is a zip archive or a NuGet package." },
        { "hello world\n"u8.ToArray(), "It is text: \"hello world…\"." },
        { [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1], "It is a native macOS program or library." },
        { [1, 2, 3, 4], "Its first bytes are those of no program." },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void File_ThatIsSomethingElse_IsNamed(byte[] content, string why)
    {
        File.WriteAllBytes(Folder["MyBot.dll"], content);

        var fault = LoadFault(Folder["MyBot.dll"]);

        fault.Code.ShouldBe("FLEET1002");
        fault.What.ShouldBe("MyBot.dll is not a .NET assembly");
        fault.Why.ShouldBe(why);
        fault.Permanent.ShouldBeTrue();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    [InlineData(600)]
    [InlineData(1500)]
    public void File_ThatIsCutOff_IsRefused(int length)
    {
        var path = Build(PluginSource.Bot);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);

        var fault = LoadFault(path);

        fault.Code.ShouldBe("FLEET1002");
        fault.Why.ShouldContain("cut off");
    }

    [Fact]
    public void Launcher_InPlaceOfTheDll_IsSentToTheDll()
    {
        var dll = Build(PluginSource.Bot);
        File.WriteAllBytes(Folder["MyBot"], "\u007fELF"u8.ToArray());

        LoadFault(Folder["MyBot"]).Fix.ShouldBe($"Set bot.path to {dll}.");
    }

    [Fact]
    public void File_ThatMayNotBeRead_SaysSo()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        var path = Build(PluginSource.Bot);
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has other rights");
        else File.SetUnixFileMode(path, UnixFileMode.None);

        LoadFault(path).What.ShouldBe("MyBot.dll cannot be read");
    }
}
