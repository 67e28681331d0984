using System.Globalization;
using Fleet.Admiral.Control;

namespace Fleet.Admiral.Tests.Control;

public sealed class RunDirectoryTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Take_Fresh_MakesFoldersOfTheOwnerAlone()
    {
        using var folder = new TempFolder();

        using var run = RunDirectory.Take(folder["a/b"], "pingbot").Directory.ShouldNotBeNull();

        run.Path.ShouldBe(folder["a/b/pingbot"]);
        foreach (var made in new[] { "a", "a/b", "a/b/pingbot" }) File.GetUnixFileMode(folder[made]).ShouldBe(OwnerOnly);
    }

    [Fact]
    public void Take_Twice_NamesTheHolder()
    {
        using var folder = new TempFolder();
        using var first = RunDirectory.Take(folder["f"], "pingbot").Directory.ShouldNotBeNull();

        var second = RunDirectory.Take(folder["f"], "pingbot");

        second.Succeeded.ShouldBeFalse();
        second.Fault!.ToString().ShouldBe($"FLEET3002 fleet \"pingbot\" already has an admiral on this host (pid {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}). One admiral per host; use fleet restart to deploy.");
        using var other = RunDirectory.Take(folder["f"], "other").Directory.ShouldNotBeNull();
    }

    [Fact]
    public void Take_AfterTheHolderWent_RemovesItsSocket()
    {
        using var folder = new TempFolder();
        using (var first = RunDirectory.Take(folder["f"], "pingbot").Directory.ShouldNotBeNull())
        {
            // A killed process leaves the file of its socket behind.
            File.WriteAllText(first.ControlSocket, "stale");
        }

        using var second = RunDirectory.Take(folder["f"], "pingbot").Directory.ShouldNotBeNull();

        File.Exists(second.ControlSocket).ShouldBeFalse();
    }

    [Fact]
    public void Take_FolderOpenToOthers_IsRefused()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["f"]);
        File.SetUnixFileMode(folder["f"], OwnerOnly | UnixFileMode.OtherExecute);

        RunDirectory.Take(folder["f"], "pingbot").Fault!.ToString().ShouldBe($"FLEET3003 {folder["f"]} may be entered by others (mode 701). Run: chmod 700 {folder["f"]}");
    }

    [Fact]
    public void Take_Link_IsRefused()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["real"], OwnerOnly);
        File.CreateSymbolicLink(folder["f"], folder["real"]);

        RunDirectory.Take(folder["f"], "pingbot").Fault!.ToString().ShouldStartWith($"FLEET3003 {folder["f"]} is a link to {folder["real"]}");
    }

    [Fact]
    public void Take_FileInTheWay_IsRefused()
    {
        using var folder = new TempFolder();
        folder.Write("f", "");

        RunDirectory.Take(folder["f"], "pingbot").Fault!.Code.ShouldBe("FLEET3003");
    }
}
