# Graphs: building, paths, components, flows, trees, centrality, text output.
# test: package=networkx
# test: timeout=120
import networkx as nx
G = nx.Graph()
G.add_edges_from([(1, 2), (2, 3), (3, 4), (4, 1), (2, 4), (5, 6)])
G.add_node(9, colour="red")
print(G, sorted(G.nodes), sorted(map(sorted, G.edges)), dict(G.degree), G.nodes[9])
print(nx.shortest_path(G, 1, 3), nx.has_path(G, 1, 6), sorted(map(sorted, nx.connected_components(G))), nx.density(G), nx.is_connected(G))
W = nx.DiGraph()
for a, b, w in (("s", "a", 4), ("s", "b", 2), ("a", "t", 3), ("b", "a", 1), ("b", "t", 5)):
    W.add_edge(a, b, weight=w, capacity=w)
print(nx.dijkstra_path(W, "s", "t"), nx.dijkstra_path_length(W, "s", "t"), nx.maximum_flow_value(W, "s", "t"), list(nx.topological_sort(W)), nx.is_directed_acyclic_graph(W))
P = nx.path_graph(6)
print(nx.diameter(P), nx.center(P), {k: round(v, 6) for k, v in nx.betweenness_centrality(P).items()}, list(nx.bfs_edges(P, 2)), list(nx.dfs_preorder_nodes(P, 3)))
K = nx.complete_graph(5)
print(nx.average_clustering(K), nx.number_of_edges(K) if hasattr(nx, "number_of_edges") else K.size(), len(list(nx.find_cliques(K))), nx.greedy_color(K))
M = nx.Graph()
for i in range(8):
    for j in range(i):
        M.add_edge(i, j, weight=(i * 7 + j * 3) % 11 + 1)
print(sorted((min(e[:2]), max(e[:2])) for e in nx.minimum_spanning_edges(M, data=False)), sum(d["weight"] for _, _, d in nx.minimum_spanning_edges(M)))
print(nx.is_isomorphic(nx.cycle_graph(4), nx.grid_2d_graph(2, 2)), nx.is_bipartite(nx.cycle_graph(5)), sorted(nx.max_weight_matching(nx.path_graph(4))) != [])
H = nx.compose(G, nx.relabel_nodes(P, lambda n: n + 100))
print(H.number_of_nodes(), "\n".join(sorted(nx.generate_adjlist(P))), list(nx.generate_edgelist(W, data=["weight"])))
try:
    nx.shortest_path(G, 1, 6)
except nx.NetworkXNoPath as e:
    print(e)
