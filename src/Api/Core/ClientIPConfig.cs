namespace Kubesharp.Api.Core;

/// <summary>Settings for Services that send a client to the same Pod each time.</summary>
[Definition("io.k8s.api.core.v1.ClientIPConfig")]
public sealed partial record ClientIPConfig
{
    /// <summary>The value with nothing set.</summary>
    public static ClientIPConfig Empty { get; } = new();

    /// <summary>
    /// How long after its last connection a client keeps its Pod, in seconds. From 1 to 86400. Defaults to 10800, three
    /// hours.
    /// </summary>
    [Field(1, "timeoutSeconds")] public int? TimeoutSeconds { get; init; }
}
