namespace Kubesharp.Api.Storage;

/// <summary>What went wrong with a volume.</summary>
[Definition("io.k8s.api.storage.v1.VolumeError")]
public sealed partial record VolumeError
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeError Empty { get; } = new();

    /// <summary>When it did.</summary>
    [Field(1, "time", Always = true)] public Time? Time { get; init; }
    /// <summary>What the driver said. Shown in logs, so nothing secret.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>The gRPC code of the failure: 8 means that the node is full.</summary>
    [Field(3, "errorCode")] public int? ErrorCode { get; init; }
}
