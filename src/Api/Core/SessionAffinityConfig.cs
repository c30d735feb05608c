namespace Kubesharp.Api.Core;

/// <summary>Settings for Services that send a client to the same Pod each time.</summary>
[Definition("io.k8s.api.core.v1.SessionAffinityConfig")]
public sealed partial record SessionAffinityConfig
{
    /// <summary>The value with nothing set.</summary>
    public static SessionAffinityConfig Empty { get; } = new();

    /// <summary>Settings of ClientIP.</summary>
    [Field(1, "clientIP")] public ClientIPConfig? ClientIP { get; init; }
}
