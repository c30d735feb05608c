namespace Kubesharp.Api.ApiRegistration;

/// <summary>A API service.</summary>
[ApiResource("apiregistration.k8s.io/v1", "APIService", "apiservices", Namespaced = false,
    Categories = ["api-extensions"],
    Subresources = ["status"])]
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService")]
public sealed partial record APIService : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public APIServiceSpec Spec { get; init; } = APIServiceSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public APIServiceStatus Status { get; init; } = APIServiceStatus.Empty;
}

/// <summary>What a APIService should be.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec")]
public sealed partial record APIServiceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static APIServiceSpec Empty { get; } = new();

    /// <summary>Service.</summary>
    [Field(1, "service")] public ServiceReference? Service { get; init; }
    /// <summary>Group.</summary>
    [Field(2, "group")] public string Group { get; init; } = "";
    /// <summary>Version.</summary>
    [Field(3, "version")] public string Version { get; init; } = "";
    /// <summary>Insecure skip TLS verify.</summary>
    [Field(4, "insecureSkipTLSVerify")] public bool InsecureSkipTLSVerify { get; init; }
    /// <summary>Ca bundle.</summary>
    [Field(5, "caBundle"), Atomic] public Bytes? CaBundle { get; init; }
    /// <summary>Group priority minimum.</summary>
    [Field(7, "groupPriorityMinimum", Always = true), Required] public int GroupPriorityMinimum { get; init; }
    /// <summary>Version priority.</summary>
    [Field(8, "versionPriority", Always = true), Required] public int VersionPriority { get; init; }
}

/// <summary>One observed condition of a APIService.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition")]
public sealed partial record APIServiceCondition
{
    /// <summary>The value with nothing set.</summary>
    public static APIServiceCondition Empty { get; } = new();

    /// <summary>Type. One of: Available.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}

/// <summary>What is observed of a APIService.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus")]
public sealed partial record APIServiceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static APIServiceStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<APIServiceCondition> Conditions { get; init; } = [];
}
