namespace Kubesharp.Api.Core;

/// <summary>A session affinity config.</summary>
[Definition("io.k8s.api.core.v1.SessionAffinityConfig")]
public sealed partial record SessionAffinityConfig
{
    /// <summary>The value with nothing set.</summary>
    public static SessionAffinityConfig Empty { get; } = new();

    /// <summary>Client IP.</summary>
    [Field(1, "clientIP")] public ClientIPConfig? ClientIP { get; init; }
}
