using System.Diagnostics;
using System.Runtime.InteropServices;
using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading;

/// <summary>A library in C, found by each of its names in each of its places.</summary>
public sealed class NativeLibraryTests : PluginTest
{
    private const string File = "libfleetnative.so";

    private static readonly string Compiler = "/usr/bin/cc";

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in new[] { "fleetnative", "fleetnative.so", File })
            {
                foreach (var place in new[] { "beside", "runtimes", "deps.json" }) cases.Add(name, place);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Library_ByAnyName_IsFound(string name, string place)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.IO.File.Exists(Compiler), "needs Linux and a C compiler");
        var folder = place == "beside" ? Folder.Path : Folder.Sub("runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        await CompileAsync(Path.Combine(folder, File));
        if (place == "deps.json") await System.IO.File.WriteAllTextAsync(Folder["MyBot.deps.json"], DepsFile.Of("MyBot", native: File));
        var plugin = Load(Build(PluginSource.Cluster($$"""
            [DllImport("{{name}}")] private static extern int fleet_answer();
            public object? Ask() => fleet_answer();
            """)));

        Ask(plugin).ShouldBe(42);
    }

    [Fact]
    public async Task Library_ThatIsNowhere_IsNamedInTheFault()
    {
        var plugin = Load(Build(PluginSource.Starting("await Task.Yield(); gone();", """[DllImport("nowhere")] private static extern void gone();""")));

        var fault = await StartFaultAsync(plugin);

        fault.Code.ShouldBe("FLEET1007");
        fault.Permanent.ShouldBeTrue();
        fault.ToText().ShouldContain("nowhere");
        fault.Fix.ShouldContain("runtimes/<rid>/native");
    }

    [Fact]
    public async Task Function_ThatALibraryHasNot_IsNamedInTheFault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs libc");
        var plugin = Load(Build(PluginSource.Starting("await Task.Yield(); fleet_gone();", """[DllImport("libc")] private static extern void fleet_gone();""")));

        var fault = await StartFaultAsync(plugin);

        fault.Code.ShouldBe("FLEET1007");
        fault.Why.ShouldContain("fleet_gone");
    }

    private async Task CompileAsync(string output)
    {
        var source = Folder["answer.c"];
        await System.IO.File.WriteAllTextAsync(source, "int fleet_answer(void) { return 42; }\n");
        using var compiler = Process.Start(Compiler, ["-shared", "-fPIC", "-o", output, source]);
        await compiler.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        compiler.ExitCode.ShouldBe(0);
    }
}
