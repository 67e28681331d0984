using Fleet.Protocol.Connections;

namespace Fleet.Protocol.Tests.Connections;

public sealed class UnixOwnerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-owner-");

    public UnixOwnerTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "statx is Linux's.");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folder_MadeByThisProcess_IsItsOwn() => UnixOwner.Of(_folder.FullName, followLinks: false).ShouldBe(UnixOwner.Mine);

    [Fact]
    public void Root_BelongsToRoot() => UnixOwner.Of("/", followLinks: false).ShouldBe(0u);

    [Fact]
    public void Link_HasAnOwnerOfItsOwn()
    {
        var link = Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), "/").FullName;

        UnixOwner.Of(link, followLinks: false).ShouldBe(UnixOwner.Mine);
        UnixOwner.Of(link, followLinks: true).ShouldBe(0u);
    }

    [Fact]
    public void File_ThatIsNotThere_HasNone() => UnixOwner.Of(Path.Combine(_folder.FullName, "gone"), followLinks: true).ShouldBeNull();
}
