using System.Buffers;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

public class CommandFaultsTests
{
    [Fact]
    public void Fault_IsTheExceptionOfItsKind_WithWhatHappenedThere()
    {
        var fault = CommandFaults.Read((int)CommandError.TargetLost, Payload(new FaultDetail("it is gone", "System.Exception", "at there")));

        fault.Error.ShouldBe(CommandError.TargetLost);
        (fault.Message, fault.RemoteType, fault.RemoteStack).ShouldBe(("it is gone", "System.Exception", "at there"));
    }

    [Fact]
    public void Fault_OfAnUnknownKind_IsAFault() => CommandFaults.Read(4711, Payload(new FaultDetail("from the future"))).Error.ShouldBe(CommandError.Faulted);

    [Fact]
    public void Fault_ThatCannotBeRead_KeepsItsKind()
    {
        var fault = CommandFaults.Read((int)CommandError.Busy, "nonsense"u8);

        fault.Error.ShouldBe(CommandError.Busy);
        fault.Message.ShouldContain("could not be read");
    }

    private static byte[] Payload(FaultDetail detail)
    {
        var payload = new ArrayBufferWriter<byte>();
        detail.Write(payload);
        return payload.WrittenSpan.ToArray();
    }
}
