using Kubesharp.Api.FlowControl;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// The FlowSchemas and PriorityLevelConfigurations of a new cluster (KEP-1040). Mandatory ones always have these specs;
/// suggested ones follow them until somebody changes their annotation <see cref="AutoUpdate"/>.
/// </summary>
public static class DefaultFlowControl
{
    /// <summary><c>"true"</c>: the spec is the server's, and is put back at start when it was changed.</summary>
    public const string AutoUpdate = "apf.kubernetes.io/autoupdate-spec";

    private const string All = "*";
    private const string KubeSystem = "kube-system";

    // Stands first: the lists below are made of it.
    private static readonly IReadOnlyDictionary<string, string> Automatic =
        new Dictionary<string, string>(StringComparer.Ordinal) { [AutoUpdate] = "true" };

    public static IReadOnlyList<PriorityLevelConfiguration> MandatoryLevels { get; } =
    [
        Level("exempt", new()
        {
            Type = PriorityLevelEnablement.Exempt,
            Exempt = new() { NominalConcurrencyShares = 0, LendablePercent = 0 },
        }),
        Level("catch-all", new()
        {
            Type = PriorityLevelEnablement.Limited,
            Limited = new()
            {
                NominalConcurrencyShares = 5,
                LendablePercent = 0,
                LimitResponse = new() { Type = LimitResponseType.Reject },
            },
        }),
    ];

    public static IReadOnlyList<PriorityLevelConfiguration> SuggestedLevels { get; } =
    [
        Limited("system", shares: 30, lendable: 33, queues: 64, hand: 6),
        // Heartbeats: apart from what nodes read when Pods start.
        Limited("node-high", shares: 40, lendable: 25, queues: 64, hand: 6),
        Limited("leader-election", shares: 10, lendable: 0, queues: 16, hand: 4),
        Limited("workload-high", shares: 40, lendable: 50, queues: 128, hand: 6),
        Limited("workload-low", shares: 100, lendable: 90, queues: 128, hand: 6),
        Limited("global-default", shares: 20, lendable: 50, queues: 128, hand: 6),
    ];

    public static IReadOnlyList<FlowSchema> MandatorySchemas { get; } =
    [
        Schema("exempt", "exempt", 1, "", Everything(Groups(Users.Masters))),
        Schema("catch-all", "catch-all", 10000, FlowDistinguisherMethodType.ByUser,
            Everything(Groups(Users.Unauthenticated, Users.Authenticated))),
    ];

    public static IReadOnlyList<FlowSchema> SuggestedSchemas { get; } =
    [
        Schema("probes", "exempt", 2, "", new()
        {
            Subjects = Groups(Users.Unauthenticated, Users.Authenticated),
            NonResourceRules = [new() { Verbs = ["get"], NonResourceURLs = ["/healthz", "/readyz", "/livez"] }],
        }),
        Schema("system-leader-election", "leader-election", 100, FlowDistinguisherMethodType.ByUser, new()
        {
            Subjects = [.. UserSubjects(Users.ControllerManager, Users.Scheduler), Account(All)],
            ResourceRules = [LeaderElection()],
        }),
        Schema("endpoint-controller", "workload-high", 150, FlowDistinguisherMethodType.ByUser, new()
        {
            Subjects =
            [
                .. UserSubjects(Users.ControllerManager), Account("endpoint-controller"),
                Account("endpointslicemirroring-controller"),
            ],
            ResourceRules = [Rule(["get", "create", "update"], "", ["endpoints"])],
        }),
        Schema("workload-leader-election", "leader-election", 200, FlowDistinguisherMethodType.ByUser, new()
        {
            Subjects = [Account(All)],
            ResourceRules = [LeaderElection()],
        }),
        Schema("system-node-high", "node-high", 400, FlowDistinguisherMethodType.ByUser, new()
        {
            Subjects = Groups(Users.Nodes),
            ResourceRules =
            [
                Rule([All], "", ["nodes", "nodes/status"]) with { ClusterScope = true },
                Rule([All], "coordination.k8s.io", ["leases"]),
            ],
        }),
        Schema("system-nodes", "system", 500, FlowDistinguisherMethodType.ByUser, Everything(Groups(Users.Nodes))),
        Schema("kube-controller-manager", "workload-high", 800, FlowDistinguisherMethodType.ByNamespace,
            Everything(UserSubjects(Users.ControllerManager))),
        Schema("kube-scheduler", "workload-high", 800, FlowDistinguisherMethodType.ByNamespace,
            Everything(UserSubjects(Users.Scheduler))),
        Schema("kube-system-service-accounts", "workload-high", 900, FlowDistinguisherMethodType.ByNamespace,
            Everything([Account(All)])),
        Schema("service-accounts", "workload-low", 9000, FlowDistinguisherMethodType.ByUser,
            Everything(Groups(Users.ServiceAccounts))),
        Schema("global-default", "global-default", 9900, FlowDistinguisherMethodType.ByUser,
            Everything(Groups(Users.Unauthenticated, Users.Authenticated))),
    ];

    public static bool IsMandatory(string name) => name is "exempt" or "catch-all";

    private static PriorityLevelConfiguration Level(string name, PriorityLevelConfigurationSpec spec) =>
        new() { Metadata = new() { Name = name, Annotations = Automatic }, Spec = spec };

    private static PriorityLevelConfiguration Limited(string name, int shares, int lendable, int queues, int hand) =>
        Level(name, new()
        {
            Type = PriorityLevelEnablement.Limited,
            Limited = new()
            {
                NominalConcurrencyShares = shares,
                LendablePercent = lendable,
                LimitResponse = new()
                {
                    Type = LimitResponseType.Queue,
                    Queuing = new() { Queues = queues, HandSize = hand, QueueLengthLimit = 50 },
                },
            },
        });

    private static FlowSchema Schema(
        string name, string level, int precedence, string distinguisher, PolicyRulesWithSubjects rules) => new()
        {
            Metadata = new() { Name = name, Annotations = Automatic },
            Spec = new()
            {
                PriorityLevelConfiguration = new() { Name = level },
                MatchingPrecedence = precedence,
                DistinguisherMethod = distinguisher.Length == 0 ? null : new() { Type = distinguisher },
                Rules = [rules],
            },
        };

    private static PolicyRulesWithSubjects Everything(IReadOnlyList<Subject> subjects) => new()
    {
        Subjects = subjects,
        ResourceRules = [Rule([All], All, [All]) with { ClusterScope = true }],
        NonResourceRules = [new() { Verbs = [All], NonResourceURLs = [All] }],
    };

    private static ResourcePolicyRule LeaderElection() =>
        Rule(["get", "create", "update"], "coordination.k8s.io", ["leases"]);

    private static ResourcePolicyRule Rule(
        IReadOnlyList<string> verbs, string group, IReadOnlyList<string> resources) =>
        new() { Verbs = verbs, ApiGroups = [group], Resources = resources, Namespaces = [All] };

    private static IReadOnlyList<Subject> Groups(params string[] names) =>
        [.. names.Select(static name => new Subject { Kind = SubjectKind.Group, Group = new() { Name = name } })];

    private static IReadOnlyList<Subject> UserSubjects(params string[] names) =>
        [.. names.Select(static name => new Subject { Kind = SubjectKind.User, User = new() { Name = name } })];

    private static Subject Account(string name) => new()
    {
        Kind = SubjectKind.ServiceAccount,
        ServiceAccount = new() { Namespace = KubeSystem, Name = name },
    };
}
