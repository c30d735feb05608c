namespace Kubesharp.Api.ApiExtensions;

/// <summary>How to call a webhook. Exactly one of url and service is set.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig")]
public sealed partial record WebhookClientConfig
{
    /// <summary>The value with nothing set.</summary>
    public static WebhookClientConfig Empty { get; } = new();

    /// <summary>Its address, https://HOST:PORT/PATH, without user, fragment and query.</summary>
    [Field(3, "url")] public string? Url { get; init; }
    /// <summary>A Service that it is behind.</summary>
    [Field(1, "service")] public ServiceReference? Service { get; init; }
    /// <summary>Certificates in PEM that sign the webhook's. Absent: those of the system.</summary>
    [Field(2, "caBundle")] public Bytes? CaBundle { get; init; }
}
