namespace Kubesharp.Api.Core;

/// <summary>A client IP config.</summary>
[Definition("io.k8s.api.core.v1.ClientIPConfig")]
public sealed partial record ClientIPConfig
{
    /// <summary>The value with nothing set.</summary>
    public static ClientIPConfig Empty { get; } = new();

    /// <summary>Timeout seconds.</summary>
    [Field(1, "timeoutSeconds")] public int? TimeoutSeconds { get; init; }
}
