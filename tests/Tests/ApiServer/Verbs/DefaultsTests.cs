using System.Text.Json.Nodes;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

/// <summary>
/// E046: what the server adds to the least that a user can say. What admission adds (a service account's token, two
/// tolerations, a priority) comes on top.
/// </summary>
public sealed class DefaultsTests
{
    private const string Minimal =
        """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""";

    private const string Container = """
        {"name":"c","image":"i","resources":{},"terminationMessagePath":"/dev/termination-log",
        "terminationMessagePolicy":"File","imagePullPolicy":"Always"}
        """;

    private const string PodSpec = $$$$$"""
        {"containers":[{{{{{Container}}}}}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,
        "dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}
        """;

    private static readonly string Once =
        PodSpec.Replace("\"Always\",\"term", "\"Never\",\"term", StringComparison.Ordinal);

    private const string Template = $$$$$"""{"metadata":{"labels":{"a":"b"}},"spec":{{{{{PodSpec}}}}}}""";
    private const string Selector = """{"matchLabels":{"a":"b"}}""";

    [Fact]
    public async Task E046_APod() => await SameAsync(
        "/api/v1/namespaces/default/pods", """{"containers":[{"name":"c","image":"i"}]}""", """
        {"containers":[{"name":"c","image":"i","resources":{},
        "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],
        "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},
        "schedulerName":"default-scheduler","enableServiceLinks":true}
        """,
        """{"phase":"Pending","qosClass":"BestEffort"}""");

    [Fact]
    public async Task E046_EveryPartOfAPod() => await SameAsync(
        "/api/v1/namespaces/default/pods", """
        {"automountServiceAccountToken":false,"tolerations":[{"operator":"Exists"}],"hostNetwork":true,
        "serviceAccountName":"default","containers":[{"name":"c","image":"r/i:2","ports":[{"containerPort":80}],
        "resources":{"limits":{"cpu":"1500m","memory":"1Gi"}},
        "env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
        "livenessProbe":{"httpGet":{"port":80}},"readinessProbe":{"grpc":{"port":80}},
        "lifecycle":{"preStop":{"httpGet":{"port":80}}}}],
        "volumes":[{"name":"a"},{"name":"b","configMap":{"name":"m"}},{"name":"c","secret":{"secretName":"s"}},
        {"name":"d","hostPath":{"path":"/d"}},{"name":"e","downwardAPI":{}},{"name":"f","iscsi":{"targetPortal":"t",
        "iqn":"iqn.2001-04.com.example:storage","lun":0}},{"name":"g","projected":{"sources":[{"serviceAccountToken":
        {"path":"t"}}]}}]}
        """, """
        {"automountServiceAccountToken":false,"hostNetwork":true,
        "containers":[{"name":"c","image":"r/i:2","ports":[{"hostPort":80,"containerPort":80,"protocol":"TCP"}],
        "env":[{"name":"A","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],
        "resources":{"limits":{"cpu":"1500m","memory":"1Gi"},"requests":{"cpu":"1500m","memory":"1Gi"}},
        "livenessProbe":{"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,
        "successThreshold":1,"failureThreshold":3},"readinessProbe":{"grpc":{"port":80,"service":""},
        "timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},
        "lifecycle":{"preStop":{"httpGet":{"path":"/","port":80,"scheme":"HTTP"}}},
        "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
        "imagePullPolicy":"IfNotPresent"}],
        "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",
        "serviceAccountName":"default","serviceAccount":"default","securityContext":{},
        "schedulerName":"default-scheduler","tolerations":[{"operator":"Exists"}],"enableServiceLinks":true,
        "volumes":[{"name":"a","emptyDir":{}},{"name":"b","configMap":{"name":"m","defaultMode":420}},
        {"name":"c","secret":{"secretName":"s","defaultMode":420}},{"name":"d","hostPath":{"path":"/d","type":""}},
        {"name":"e","downwardAPI":{"defaultMode":420}},{"name":"f","iscsi":{"targetPortal":"t",
        "iqn":"iqn.2001-04.com.example:storage","lun":0,"iscsiInterface":"default"}},
        {"name":"g","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3600,"path":"t"}}],
        "defaultMode":420}}]}
        """,
        """{"phase":"Pending","qosClass":"Guaranteed"}""");

    [Fact]
    public async Task E046_ADeployment() => await SameAsync(
        "/apis/apps/v1/namespaces/default/deployments",
        $$$$$"""{"selector":{{{{{Selector}}}}},"template":{{{{{Minimal}}}}}}""", $$$$$"""
        {"replicas":1,"selector":{{{{{Selector}}}}},"template":{{{{{Template}}}}},"strategy":{"type":"RollingUpdate",
        "rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}},"revisionHistoryLimit":10,
        "progressDeadlineSeconds":600}
        """, "{}");

    [Fact]
    public async Task E046_AReplicaSet() => await SameAsync(
        "/apis/apps/v1/namespaces/default/replicasets",
        $$$$$"""{"selector":{{{{{Selector}}}}},"template":{{{{{Minimal}}}}}}""",
        $$$$$"""{"replicas":1,"selector":{{{{{Selector}}}}},"template":{{{{{Template}}}}}}""", """{"replicas":0}""");

    [Fact]
    public async Task E046_AStatefulSet() => await SameAsync(
        "/apis/apps/v1/namespaces/default/statefulsets", $$$$$"""
        {"serviceName":"s","selector":{{{{{Selector}}}}},"template":{{{{{Minimal}}}}},"volumeClaimTemplates":[{
        "metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
        "resources":{"requests":{"storage":"1Gi"}}}}]}
        """, $$$$$"""
        {"replicas":1,"selector":{{{{{Selector}}}}},"template":{{{{{Template}}}}},"volumeClaimTemplates":[{
        "kind":"PersistentVolumeClaim","apiVersion":"v1","metadata":{"name":"data"},"spec":
        {"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"volumeMode":"Filesystem"},
        "status":{"phase":"Pending"}}],"serviceName":"s","podManagementPolicy":"OrderedReady","updateStrategy":
        {"type":"RollingUpdate","rollingUpdate":{"partition":0}},"revisionHistoryLimit":10,
        "persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain","whenScaled":"Retain"}}
        """, """{"replicas":0,"availableReplicas":0}""", ["updateStrategy", "rollingUpdate", "maxUnavailable"]);

    [Fact]
    public async Task E046_ADaemonSet() => await SameAsync(
        "/apis/apps/v1/namespaces/default/daemonsets",
        $$$$$"""{"selector":{{{{{Selector}}}}},"template":{{{{{Minimal}}}}}}""", $$$$$"""
        {"selector":{{{{{Selector}}}}},"template":{{{{{Template}}}}},"updateStrategy":{"type":"RollingUpdate",
        "rollingUpdate":{"maxUnavailable":1,"maxSurge":0}},"revisionHistoryLimit":10}
        """,
        """{"currentNumberScheduled":0,"numberMisscheduled":0,"desiredNumberScheduled":0,"numberReady":0}""");

    [Fact]
    public async Task E046_AJob()
    {
        const string Never = """{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}""";
        await SameAsync("/apis/batch/v1/namespaces/default/jobs", $$$$$"""{"template":{{{{{Never}}}}}}""", $$$$$"""
            {"parallelism":1,"completions":1,"backoffLimit":6,"selector":{"matchLabels":
            {"batch.kubernetes.io/controller-uid":"UID"}},"manualSelector":false,"template":{"metadata":{"labels":
            {"batch.kubernetes.io/controller-uid":"UID","batch.kubernetes.io/job-name":"w","controller-uid":"UID",
            "job-name":"w"}},"spec":{{{{{Once}}}}}},
            "completionMode":"NonIndexed","suspend":false,"podReplacementPolicy":"TerminatingOrFailed"}
            """, "{}");
    }

    [Fact]
    public async Task E046_ACronJob()
    {
        const string Never = """{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}""";
        await SameAsync(
            "/apis/batch/v1/namespaces/default/cronjobs",
            $$$$$"""{"schedule":"@hourly","jobTemplate":{"spec":{"template":{{{{{Never}}}}}}}}""", $$$$$"""
            {"schedule":"@hourly","concurrencyPolicy":"Allow","suspend":false,"jobTemplate":{"metadata":{},
            "spec":{"template":{"metadata":{},"spec":{{{{{Once}}}}}}}},
            "successfulJobsHistoryLimit":3,"failedJobsHistoryLimit":1}
            """, "{}");
    }

    // A uid differs each time; an extra is a default that not every server shows.
    private static async Task SameAsync(
        string path, string spec, string expected, string status, IReadOnlyList<string>? extra = null)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, System.Text.Json.JsonElement body) =
            await server.PostAsync(path, $$$$$"""{"metadata":{"name":"w"},"spec":{{{{{spec}}}}}}""");
        Assert.True(code == 201, body.ToString());
        JsonNode actual = JsonNode.Parse(
            body.ToString().Replace(body.Metadata("uid"), "UID", StringComparison.Ordinal))!;
        if (extra is not null)
            actual["spec"]![extra[0]]![extra[1]]!.AsObject().Remove(extra[2]);
        Assert.Equal(Sorted(JsonNode.Parse(expected)!), Sorted(actual["spec"]!));
        Assert.Equal(Sorted(JsonNode.Parse(status)!), Sorted(actual["status"]!));
    }

    // One line per member, so that a difference is found at a glance.
    private static string Sorted(JsonNode node) => string.Join('\n', Lines(node, "").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(JsonNode? node, string path) => node switch
    {
        JsonObject { Count: > 0 } map => map.SelectMany(member => Lines(member.Value, $"{path}.{member.Key}")),
        JsonArray { Count: > 0 } list => list.SelectMany((item, i) => Lines(item, $"{path}[{i}]")),
        _ => [$"{path} = {node?.ToJsonString() ?? "null"}"],
    };
}
