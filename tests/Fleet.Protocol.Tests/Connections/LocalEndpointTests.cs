using System.Net.Sockets;
using System.Runtime.Versioning;
using Fleet.Protocol.Connections;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Protocol.Tests.Connections;

[UnsupportedOSPlatform("windows")]
public class LocalEndpointTests
{
    private const UnixFileMode OwnerOnlyDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Create_MakesAPrivateDirectoryAndSocket()
    {
        using LocalEndpoint endpoint = LocalEndpoint.Create();

        Path.GetFileName(endpoint.DirectoryPath).ShouldStartWith("fleet-");
        File.GetUnixFileMode(endpoint.DirectoryPath).ShouldBe(OwnerOnlyDirectory);
        File.GetUnixFileMode(endpoint.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Create_Twice_GivesTwoPlaces()
    {
        using LocalEndpoint one = LocalEndpoint.Create();
        using LocalEndpoint two = LocalEndpoint.Create();

        one.DirectoryPath.ShouldNotBe(two.DirectoryPath);
    }

    [Fact]
    public void Create_ParentTooLongForASocket_SaysSo()
    {
        DirectoryInfo parent = Directory.CreateTempSubdirectory(new string('x', 100));
        try
        {
            Should.Throw<IOException>(() => LocalEndpoint.Create(parent.FullName)).Message.ShouldContain("shorter");
            parent.EnumerateFileSystemInfos().ShouldBeEmpty();
        }
        finally
        {
            parent.Delete();
        }
    }

    [Fact]
    public void Create_ParentMissing_SaysSo() =>
        Should.Throw<IOException>(() => LocalEndpoint.Create("/no/such/place")).Message.ShouldContain("does not exist");

    [Fact]
    public void Create_ParentThatOthersMayWrite_IsRefused()
    {
        DirectoryInfo parent = Directory.CreateTempSubdirectory();
        try
        {
            File.SetUnixFileMode(parent.FullName, OwnerOnlyDirectory | UnixFileMode.OtherWrite);
            Should.Throw<IOException>(() => LocalEndpoint.Create(parent.FullName)).Message.ShouldContain("sticky");
        }
        finally
        {
            parent.Delete();
        }
    }

    [Fact]
    public void CreatePrivate_DirectoryThatExists_IsRefused()
    {
        DirectoryInfo parent = Directory.CreateTempSubdirectory();
        try
        {
            string taken = parent.CreateSubdirectory("taken").FullName;
            Should.Throw<IOException>(() => RuntimeDirectory.CreatePrivate(parent.FullName, taken));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Fact]
    public void Dispose_RemovesTheDirectory()
    {
        LocalEndpoint endpoint = LocalEndpoint.Create();

        endpoint.Dispose();

        Directory.Exists(endpoint.DirectoryPath).ShouldBeFalse();
    }

    [Fact]
    public void Connect_NobodyListens_Throws()
    {
        using LocalEndpoint endpoint = LocalEndpoint.Create();
        string path = Path.Combine(endpoint.DirectoryPath, "nobody.sock");

        Should.Throw<SocketException>(() => LocalEndpoint.Connect(path, Deadlines.Default));
    }

    [Fact]
    public void Connect_BacklogFull_TimesOut()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A full backlog blocks on Linux; elsewhere it refuses.");
        using LocalEndpoint endpoint = LocalEndpoint.Create();
        List<Socket> waiting = [];
        try
        {
            Should.Throw<TimeoutException>(() =>
            {
                for (int i = 0; i < 1000; i++)
                    waiting.Add(LocalEndpoint.Connect(endpoint.Path, TimeSpan.FromMilliseconds(20)));
            });
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task PeerIdentity_OfAConnectedSocket_IsThisProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SO_PEERCRED is Linux's.");
        using SocketPair pair = await SocketPair.OpenAsync();

        new SocketPeerIdentity().TryIdentify(pair.Near, out PeerCredentials peer, out string? unsupported).ShouldBeTrue(unsupported);

        peer.ProcessId.ShouldBe(Environment.ProcessId);
        peer.UserId.ShouldBe(UnixOwner.Mine);
    }

    [Fact]
    public void PeerIdentity_OfATcpSocket_IsUnsupportedWithAReason()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        new SocketPeerIdentity().TryIdentify(socket, out _, out string? unsupported).ShouldBeFalse();

        unsupported.ShouldNotBeNullOrWhiteSpace();
    }
}
