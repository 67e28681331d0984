using System.Runtime.InteropServices;
using Fleet.TestKit.Plugins;
using Fleet.Worker.Loading;
using Fleet.Worker.Loading.Preflight;
using Microsoft.CodeAnalysis;

namespace Fleet.Worker.Tests.Loading.Preflight;

public sealed class ImageCheckTests : PluginTest
{
    private static readonly PluginRequest Request = new("/bots/MyBot.dll", null, WorkerKind.Cluster);

    [Fact]
    public void ReferenceAssembly_FromObj_IsSentToBin()
    {
        var bin = new PluginBuilder("MyBot", PluginSource.Bot).Build(Folder.Sub("bin", "Debug", "net10.0"));
        var reference = new PluginBuilder("MyBot", PluginSource.Bot) { IsReferenceAssembly = true }.Build(Folder.Sub("obj", "Debug", "net10.0", "ref"));

        var fault = LoadFault(reference);

        fault.Code.ShouldBe("FLEET1003");
        fault.What.ShouldBe("MyBot.dll is a reference assembly");
        fault.Fix.ShouldBe($"Use {bin}.");
    }

    [Fact]
    public void Framework_Newer_IsRefused()
    {
        var path = new PluginBuilder("MyBot", PluginSource.Bot) { TargetFramework = ".NETCoreApp,Version=v11.0" }.Build(Folder.Path);

        LoadFault(path).ToText().ShouldBe($"FLEET1004 MyBot.dll targets net11.0 ({path}). This Fleet runs on .NET {Environment.Version}. Set <TargetFramework>net10.0</TargetFramework>, or update Fleet.");
    }

    [Theory]
    [InlineData(".NETCoreApp,Version=v8.0")]
    [InlineData(".NETStandard,Version=v2.0")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public void Framework_OlderOrUnknown_IsLoaded(string? framework) =>
        Create(Load(new PluginBuilder("MyBot", PluginSource.Bot) { TargetFramework = framework }.Build(Folder.Path)));

    [Fact]
    public void Framework_OfOldWindows_IsRefused()
    {
        var path = new PluginBuilder("MyBot", PluginSource.Bot) { TargetFramework = ".NETFramework,Version=v4.8" }.Build(Folder.Path);

        LoadFault(path).What.ShouldBe("MyBot.dll targets .NET Framework 4.8");
    }

    [Fact]
    public void Framework_NotNamed_IsToldByTheRuntimesVersion()
    {
        var image = new PluginImage("MyBot", null, false, new ImageTarget(null, null), [new ImageReference("System.Runtime", new Version(11, 0, 0, 0))]);

        ImageCheck.Run(Request, image).ShouldNotBeNull().What.ShouldBe("MyBot.dll targets net11.0");
    }

    [Theory]
    [InlineData(Platform.X86)]
    [InlineData(Platform.Arm64)]
    [InlineData(Platform.X64)]
    [InlineData(Platform.AnyCpu32BitPreferred)]
    public void Machine_OtherThanOurs_IsRefused(Platform platform)
    {
        var ours = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Platform.Arm64 : Platform.X64;
        var isProgram = platform == Platform.AnyCpu32BitPreferred;
        var path = new PluginBuilder("MyBot", PluginSource.Bot + (isProgram ? " public static class Start { public static void Main() { } }" : "")) { Platform = platform, IsProgram = isProgram }.Build(Folder.Path);

        if (platform == ours || isProgram)
        {
            Create(Load(path));
            return;
        }

        var fault = LoadFault(path);
        fault.Code.ShouldBe("FLEET1004");
        fault.What.ShouldBe($"MyBot.dll is built for {platform}", StringCompareShould.IgnoreCase);
    }

    [Theory]
    [InlineData(0x7B79, true)]
    [InlineData(0x4644, false)]
    [InlineData(0xADC4, false)]
    public void Machine_CompiledAheadOfTimeForASystem_RunsOnThatSystemOnly(int mask, bool runs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "written for Linux");
        var path = Build(PluginSource.Bot);
        var bytes = File.ReadAllBytes(path);
        var machine = BitConverter.ToInt32(bytes, 0x3C) + 4;
        var processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0xAA64 : 0x8664;
        BitConverter.GetBytes((ushort)(processor ^ mask)).CopyTo(bytes, machine);

        using var stream = new MemoryStream(bytes);
        PluginImage.Read(stream).ShouldNotBeNull().Target.RunsHere.ShouldBe(runs);
    }
}
