namespace Kubesharp.Api.ApiRegistration;

/// <summary>A version of a group, and the server that serves it. Its name is VERSION.GROUP.</summary>
[ApiResource("apiregistration.k8s.io/v1", "APIService", "apiservices", Namespaced = false,
    Categories = ["api-extensions"],
    Subresources = ["status"])]
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService")]
public sealed partial record APIService : ApiObject
{
    /// <summary>Which version, and where its server is.</summary>
    [Field(2, "spec")] public APIServiceSpec Spec { get; init; } = APIServiceSpec.Empty;
    /// <summary>Whether it can be reached; a controller writes it.</summary>
    [Field(3, "status")] public APIServiceStatus Status { get; init; } = APIServiceStatus.Empty;
}

/// <summary>A version of a group, and the server that serves it.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec")]
public sealed partial record APIServiceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static APIServiceSpec Empty { get; } = new();

    /// <summary>The Service that the server is behind. Absent: this server serves it itself.</summary>
    [Field(1, "service")] public ServiceReference? Service { get; init; }
    /// <summary>Which group it is.</summary>
    [Field(2, "group")] public string Group { get; init; } = "";
    /// <summary>Which version of the group it is.</summary>
    [Field(3, "version")] public string Version { get; init; } = "";
    /// <summary>Do not check the server's certificate. Not together with caBundle. Better not.</summary>
    [Field(4, "insecureSkipTLSVerify")] public bool InsecureSkipTLSVerify { get; init; }
    /// <summary>Certificates in PEM that sign the server's. Absent: those of the system.</summary>
    [Field(5, "caBundle"), Atomic] public Bytes? CaBundle { get; init; }
    /// <summary>
    /// The group's place: the highest value of its versions counts, and the highest is first. From 1 to 20000.
    /// </summary>
    [Field(7, "groupPriorityMinimum", Always = true), Required] public int GroupPriorityMinimum { get; init; }
    /// <summary>
    /// The version's place in its group: the highest is first; of equal ones by name, v1 before v1beta1. From 1 to
    /// 1000.
    /// </summary>
    [Field(8, "versionPriority", Always = true), Required] public int VersionPriority { get; init; }
}

/// <summary>One observed condition of an APIService.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition")]
public sealed partial record APIServiceCondition
{
    /// <summary>The value with nothing set.</summary>
    public static APIServiceCondition Empty { get; } = new();

    /// <summary>What the condition is about: the server can be reached. One of: Available.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}

/// <summary>Whether an APIService can be reached.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus")]
public sealed partial record APIServiceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static APIServiceStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<APIServiceCondition> Conditions { get; init; } = [];
}
