using Xunit;

namespace Kubesharp.Tests.Api.Core.Pods;

/// <summary>E028, E044: what a Pod as a whole must satisfy. One row, one rule.</summary>
public sealed class PodRulesTests
{
    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";

    [Theory]
    // policies and names
    [InlineData("restartPolicy: Sometimes", "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: "
        + "\"Always\", \"OnFailure\", \"Never\"")]
    [InlineData("dnsPolicy: Mine", "spec.dnsPolicy: Unsupported value: \"Mine\": supported values: "
        + "\"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\"")]
    [InlineData("preemptionPolicy: Maybe", "spec.preemptionPolicy: Unsupported value: \"Maybe\": supported values: "
        + "\"PreemptLowerPriority\", \"Never\"")]
    [InlineData("activeDeadlineSeconds: 0",
        "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive")]
    [InlineData("hostname: A", "spec.hostname: Invalid value: \"A\": " + LabelText)]
    [InlineData("subdomain: a.b", "spec.subdomain: Invalid value: \"a.b\": " + LabelText)]
    [InlineData("nodeName: A", "spec.nodeName: Invalid value: \"A\": " + SubdomainText)]
    [InlineData("serviceAccountName: A", "spec.serviceAccountName: Invalid value: \"A\": " + SubdomainText)]
    [InlineData("priorityClassName: A", "spec.priorityClassName: Invalid value: \"A\": " + SubdomainText)]
    [InlineData("runtimeClassName: A", "spec.runtimeClassName: Invalid value: \"A\": " + SubdomainText)]
    [InlineData("hostnameOverride: h, setHostnameAsFQDN: true",
        "spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true")]
    [InlineData("schedulingGroup: {}",
        "spec.schedulingGroup.podGroupName: Invalid value: null: must specify one of: `podGroupName`")]
    // dns and hosts
    [InlineData("dnsPolicy: None", "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData("dnsPolicy: None, dnsConfig: {}",
        "spec.dnsConfig.nameservers: Required value: must provide at least one "
        + "DNS nameserver when `dnsPolicy` is None")]
    [InlineData("dnsConfig: {nameservers: [x]}",
        "spec.dnsConfig.nameservers[0]: Invalid value: \"x\": must be a valid IP "
        + "address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}", "spec.dnsConfig.nameservers: Invalid "
        + "value: [\"1.1.1.1\",\"1.1.1.2\",\"1.1.1.3\",\"1.1.1.4\"]: must not have more than 3 nameservers")]
    [InlineData("dnsConfig: {options: [{value: x}]}", "spec.dnsConfig.options[0]: Required value: must not be empty")]
    [InlineData("hostAliases: [{ip: x, hostnames: [a]}]",
        "spec.hostAliases[0].ip: Invalid value: \"x\": must be a valid IP "
        + "address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    // namespaces of the host
    [InlineData("hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 80, hostPort: 81}]}]",
        "spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is "
            + "true")]
    [InlineData("hostUsers: false, hostPID: true", "spec.HostPID: Forbidden: when `hostUsers` is false")]
    [InlineData("hostUsers: false, hostNetwork: true", "spec.hostNetwork: Forbidden: when `hostUsers` is false")]
    [InlineData("hostPID: true, shareProcessNamespace: true",
        "spec.securityContext.shareProcessNamespace: Invalid value: "
        + "true: ShareProcessNamespace and HostPID cannot both be enabled")]
    // security
    [InlineData("securityContext: {fsGroup: -1}",
        "spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("securityContext: {fsGroupChangePolicy: Never}",
        "spec.securityContext.fsGroupChangePolicy: Unsupported "
        + "value: \"Never\": supported values: \"Always\", \"OnRootMismatch\"")]
    [InlineData("securityContext: {supplementalGroupsPolicy: X}", "spec.securityContext.supplementalGroupsPolicy: "
        + "Unsupported value: \"X\": supported values: \"Merge\", \"Strict\"")]
    [InlineData("securityContext: {sysctls: [{name: A, value: b}]}",
        "spec.securityContext.sysctls[0].name: Invalid value: "
        + "\"A\": must have at most 253 characters and match regex "
        + "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$")]
    [InlineData("hostNetwork: true, securityContext: {sysctls: [{name: net.core.x, value: b}]}", "spec.securityContext."
        + "sysctls[0].name: Invalid value: \"net.core.x\": may not be specified when 'hostNetwork' is true")]
    [InlineData("securityContext: {seccompProfile: {type: RuntimeDefault, localhostProfile: x}}",
        "spec.securityContext."
        + "seccompProfile.localhostProfile: Invalid value: {\"type\":\"RuntimeDefault\",\"localhostProfile\":\"x\"}: "
        + "can "
        + "only be set when seccomp type is Localhost")]
    [InlineData("securityContext: {windowsOptions: {runAsUserName: 'a\\b\\c'}}", "spec.securityContext.windowsOptions."
        + "runAsUserName: Invalid value: \"a\\\\b\\\\c\": runAsUserName cannot contain more than one backslash")]
    // operating systems
    [InlineData("os: {name: plan9}", "spec.os: Unsupported value: \"plan9\": supported values: \"linux\", \"windows\"")]
    [InlineData("os: {name: windows}, hostPID: true", "spec.hostPID: Forbidden: cannot be set for a windows pod")]
    [InlineData("os: {name: linux}, securityContext: {windowsOptions: {}}", "spec.securityContext.windowsOptions: "
        + "Forbidden: windows options cannot be set for a linux pod")]
    [InlineData("securityContext: {windowsOptions: {hostProcess: true}}", "spec.hostNetwork: Invalid value: false: "
        + "hostNetwork must be true if pod contains any hostProcess containers")]
    // place
    [InlineData("nodeSelector: {a: 'b c'}", "spec.nodeSelector: Invalid value: \"b c\": a valid label must be an empty "
        + "string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("affinity: {nodeAffinity: {" + Required + ": {nodeSelectorTerms: []}}}", "spec.affinity.nodeAffinity."
        + Required + ".nodeSelectorTerms: Required value: must have at least one node selector term")]
    [InlineData("affinity: {nodeAffinity: {" + Required + ": {nodeSelectorTerms: [{matchExpressions: [{key: a, "
        + "operator: "
        + "In}]}]}}}", "spec.affinity.nodeAffinity." + Required + ".nodeSelectorTerms[0].matchExpressions[0].values: "
        + "Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("affinity: {nodeAffinity: {" + Required + ": {nodeSelectorTerms: [{matchFields: [{key: a, operator: "
        + "In, "
        + "values: [b]}]}]}}}", "spec.affinity.nodeAffinity." + Required + ".nodeSelectorTerms[0].matchFields[0].key: "
        + "Invalid value: \"a\": not a valid field selector key")]
    [InlineData("affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 101, preference: "
        + "{}}]}}", "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid "
        + "value: "
        + "101: must be in the range 1-100")]
    [InlineData("affinity: {podAffinity: {" + Required + ": [{topologyKey: t, matchLabelKeys: [a]}]}}",
        "spec.affinity.podAffinity." + Required + "[0].matchLabelKeys: Forbidden: must not be specified when "
            + "labelSelector "
        + "is not set")]
    [InlineData("affinity: {podAntiAffinity: {" + Required + ": [{topologyKey: t, namespaces: [A]}]}}",
        "spec.affinity.podAntiAffinity." + Required + "[0].namespace: Invalid value: \"A\": " + LabelText)]
    [InlineData("topologySpreadConstraints: [{maxSkew: 0, topologyKey: z, whenUnsatisfiable: DoNotSchedule}]",
        "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: ScheduleAnyway, "
        + "minDomains: "
        + "2}]", "spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if "
        + "whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}, {maxSkew: "
        + "2, "
        + "topologyKey: z, whenUnsatisfiable: DoNotSchedule}]", "spec.topologySpreadConstraints[0].{topologyKey, "
        + "whenUnsatisfiable}: Duplicate value: \"{z, DoNotSchedule}\"")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, "
        + "nodeTaintsPolicy: X}]", "spec.topologySpreadConstraints[0].nodeTaintsPolicy: Unsupported value: \"X\": "
        + "supported values: \"Honor\", \"Ignore\"")]
    // tolerations
    [InlineData("tolerations: [{operator: Equal, value: v}]", "spec.tolerations[0].operator: Invalid value: \"Equal\": "
        + "operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    [InlineData("tolerations: [{key: k, operator: Exists, value: v}]", "spec.tolerations[0].operator: Invalid value: "
        + "\"v\": value must be empty when `operator` is 'Exists'")]
    [InlineData("tolerations: [{key: k, operator: In}]", "spec.tolerations[0].operator: Unsupported value: \"In\": "
        + "supported values: \"Equal\", \"Exists\"")]
    [InlineData("tolerations: [{key: k, operator: Gt, value: '01'}]",
        "spec.tolerations[0].value: Invalid value: \"01\": "
        + "must be a valid decimal integer in canonical form")]
    [InlineData("tolerations: [{key: k, effect: NoSchedule, tolerationSeconds: 1}]",
        "spec.tolerations[0].effect: Invalid "
        + "value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set")]
    [InlineData("tolerations: [{key: k, effect: Nope}]", "spec.tolerations[0].effect: Unsupported value: \"Nope\": "
        + "supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"")]
    // gates, claims, overhead
    [InlineData("schedulingGates: [{name: a.io/g}, {name: a.io/g}]",
        "spec.schedulingGates[1]: Duplicate value: \"a.io/g\"")]
    [InlineData("schedulingGates: [{name: a.io/g}], nodeName: n1",
        "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared")]
    [InlineData("readinessGates: [{conditionType: a/b/c}]", "spec.readinessGates[0].conditionType: Invalid value: "
        + "\"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and "
        + "end "
        + "with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. "
        + "'example.com/MyName')")]
    [InlineData("resourceClaims: [{name: a}]",
        "spec.resourceClaims[0]: Invalid value: {\"name\":\"a\"}: must specify one "
        + "of: `resourceClaimName`, `resourceClaimTemplateName`")]
    [InlineData("overhead: {cpu: -1}",
        "spec.overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to "
        + "0")]
    public void APodMustMakeSense(string spec, string expected) => Assert.Equal(expected, PodRow.Errors(spec));

    [Theory]
    [InlineData("annotations: {kubernetes.io/config.mirror: x}", "metadata.annotations[kubernetes.io/config.mirror]: "
        + "Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set")]
    [InlineData("annotations: {controller.kubernetes.io/pod-deletion-cost: '01'}", "metadata.annotations[controller."
        + "kubernetes.io/pod-deletion-cost]: Invalid value: \"01\": must be a 32bit integer")]
    [InlineData("annotations: {container.apparmor.security.beta.kubernetes.io/x: unconfined}", "metadata.annotations["
        + "container.apparmor.security.beta.kubernetes.io/x]: Invalid value: \"x\": container not found")]
    public void AnnotationsWithAMeaningAreRead(string metadata, string expected) =>
        Assert.Equal(expected, PodRow.Errors("", metadata));

    [Fact]
    public void AnnotationAndFieldMustAgree() => Assert.Equal(
        "spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match",
        PodRow.Errors("securityContext: {seccompProfile: {type: Unconfined}}",
            "annotations: {seccomp.security.alpha.kubernetes.io/pod: runtime/default}"));

    [Fact]
    public void E028_EveryMistakeIsNamedAtOnce()
    {
        string message = PodRow.Errors(
            "hostname: A, dnsPolicy: Mine, containers: [{name: c}, {name: c, image: i, ports: [{containerPort: 0}]}]");
        Assert.Equal(5, message.Split(", spec.").Length);
    }

    [Theory]
    [InlineData("hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 80}]}]")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, "
        + "matchLabelKeys: [app], labelSelector: {matchLabels: {tier: web}}}]")]
    [InlineData("tolerations: [{operator: Exists}, {key: k, operator: Lt, value: '-5'}]")]
    [InlineData("dnsConfig: {searches: [., _a.b., c], nameservers: ['2001:db8::1', 010.1.1.1]}")]
    [InlineData("os: {name: linux}, containers: [{name: c, image: i, lifecycle: {stopSignal: SIGRTMIN+3}}]")]
    [InlineData("resources: {requests: {cpu: 1}}")]
    public void WhatIsFineIsTaken(string spec) => Assert.Equal("", PodRow.Errors(spec, "labels: {app: x}"));
}
