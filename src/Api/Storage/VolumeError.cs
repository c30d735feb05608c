namespace Kubesharp.Api.Storage;

/// <summary>A volume error.</summary>
[Definition("io.k8s.api.storage.v1.VolumeError")]
public sealed partial record VolumeError
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeError Empty { get; } = new();

    /// <summary>Time.</summary>
    [Field(1, "time", Always = true)] public Time? Time { get; init; }
    /// <summary>A sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>Error code.</summary>
    [Field(3, "errorCode")] public int? ErrorCode { get; init; }
}
