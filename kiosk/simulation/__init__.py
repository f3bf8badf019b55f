"""The simulated shop: real drivers over simulated devices, driven from outside by words."""
